-- A new model looks at photos that another one has seen: what it could not look at is kept, and how much of that is allowed.

alter table retag_jobs add column allowed_missing bigint not null default 0 check (allowed_missing >= 0);
comment on column retag_jobs.allowed_missing is 'Of embed: with how many photos that the model could not look at the release may be complete.';

create table embed_failures (
    release_no     integer     not null references releases on delete cascade,
    photo_no       bigint      not null references photos on delete cascade,
    content_sha256 bytea       not null check (length(content_sha256) = 32),
    code           text        not null,
    detail         text        not null,
    failed_at      timestamptz not null default now(),
    primary key (release_no, photo_no)
);
comment on table embed_failures is 'Photos that a new model could not look at when it was to. Tried again by the next run; of no account once the photo has another picture, or an embedding of the model.';
comment on column embed_failures.release_no is 'The release that was made.';
comment on column embed_failures.photo_no is 'The photo.';
comment on column embed_failures.content_sha256 is 'The picture that it had then.';
comment on column embed_failures.code is 'Why, as a code that can be counted.';
comment on column embed_failures.detail is 'The same in a sentence that names the file, field or limit.';
comment on column embed_failures.failed_at is 'When.';
