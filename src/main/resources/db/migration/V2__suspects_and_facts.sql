-- What crashes a decoder, and what a file says of the picture in it. Additions only: a worker of the version before runs on.

create table decode_suspects (
    content_sha256 bytea primary key check (length(content_sha256) = 32),
    photo_id       text        not null,
    crashes        integer     not null default 1,
    convicted_at   timestamptz,
    worker         text        not null,
    first_crash_at timestamptz not null default now(),
    last_crash_at  timestamptz not null default now()
);
comment on table decode_suspects is 'Contents that were being decoded when a worker''s process died. Usually empty. To have a content tried again, after an upgrade of the decoder for instance, delete its row and upload the photo again; workers read the table when they start and when partitions move.';
comment on column decode_suspects.content_sha256 is 'SHA-256 of the bytes.';
comment on column decode_suspects.photo_id is 'A photo that has them.';
comment on column decode_suspects.crashes is 'How many processes died over them.';
comment on column decode_suspects.convicted_at is 'Since when they are rejected as IMAGE_CRASHES_DECODER: a process died while nothing else was in native code. Absent for a suspect, which is tried once more, alone, and removed from here if it does no harm.';
comment on column decode_suspects.worker is 'The machine whose process died last.';
comment on column decode_suspects.first_crash_at is 'When the first crash was noticed, at the start of the next process.';
comment on column decode_suspects.last_crash_at is 'When the last one was.';
