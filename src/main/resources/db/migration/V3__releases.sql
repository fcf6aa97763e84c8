-- What photos are tagged with becomes a thing of its own, a release: a taxonomy version, a model, and what was fitted to both. Several
-- are kept side by side, one is in force. What people say is kept apart from what models say, and outlives all of them.

alter table taxonomy_versions
    add column author text,
    add column note   text;
comment on column taxonomy_versions.author is 'Who published it, where that was said.';
comment on column taxonomy_versions.note is 'Why, where that was said.';

create table taxonomy_drafts (
    taxonomy   text primary key,
    definition text        not null,
    based_on   text,
    author     text,
    revision   integer     not null default 1,
    updated_at timestamptz not null default now()
);
comment on table taxonomy_drafts is 'Taxonomies that are being worked on, one for each name; publishing one makes a version of it.';
comment on column taxonomy_drafts.taxonomy is 'The taxonomy''s name.';
comment on column taxonomy_drafts.definition is 'YAML, as it was sent: a draft may have mistakes.';
comment on column taxonomy_drafts.based_on is 'The version that it was made from.';
comment on column taxonomy_drafts.author is 'Who changed it last, where that was said.';
comment on column taxonomy_drafts.revision is 'Counts changes, so that nobody overwrites what they have not read.';
comment on column taxonomy_drafts.updated_at is 'When it was changed last.';

create table fittings (
    fitting_no integer generated always as identity primary key,
    digest     text        not null unique,
    model_no   integer     not null references models,
    content    jsonb       not null,
    author     text,
    created_at timestamptz not null default now()
);
comment on table fittings is 'Calibrations and learned tags, immutable and named by their content.';
comment on column fittings.fitting_no is 'Short key.';
comment on column fittings.digest is 'SHA-256 of the content in hexadecimal.';
comment on column fittings.model_no is 'The model whose embeddings it was fitted to; of no use to another.';
comment on column fittings.content is 'By tag: slope, offset, origin and samples of its calibration; weights, bias, examples and held-out losses where it was learned.';
comment on column fittings.author is 'Who had it fitted, where that was said.';
comment on column fittings.created_at is 'When.';

create table releases (
    release_no   integer generated always as identity primary key,
    name         text        not null unique,
    taxonomy     text        not null,
    version_no   integer     not null references taxonomy_versions,
    model_no     integer     not null references models,
    fitting_no   integer references fittings,
    labels       bytea,
    base_no      integer references releases,
    state        text        not null check (state in ('building', 'complete', 'retired')),
    author       text,
    created_at   timestamptz not null default now(),
    completed_at timestamptz,
    unique nulls not distinct (version_no, model_no, fitting_no)
);
comment on table releases is 'What photos are tagged with, as a whole. Every photo has its tags for each release that is not retired or still being built.';
comment on column releases.release_no is 'Short key, used by photo_tags.';
comment on column releases.name is 'SHA-256 over version, model and fitting; the first 12 digits are enough in conversation.';
comment on column releases.taxonomy is 'The taxonomy''s name.';
comment on column releases.version_no is 'The taxonomy version.';
comment on column releases.model_no is 'The model.';
comment on column releases.fitting_no is 'Calibrations and learned tags; absent where there are none.';
comment on column releases.labels is 'The compiled label matrix, float32, little-endian, row by row: computed once, so that all workers tag with the same numbers. Absent until a worker with the model has made it.';
comment on column releases.base_no is 'The release that photo_changes compares it with.';
comment on column releases.state is 'building (older photos are being tagged for it), complete (all photos have its tags) or retired (no longer kept up to date).';
comment on column releases.author is 'Who made it, where that was said.';
comment on column releases.created_at is 'When.';
comment on column releases.completed_at is 'When all photos had its tags.';

create table verdicts (
    photo_no bigint      not null references photos on delete cascade,
    tag_no   integer     not null references tags,
    verdict  text        not null check (verdict in ('accepted', 'rejected')),
    author   text,
    said_at  timestamptz not null default now(),
    primary key (photo_no, tag_no)
);
create index verdicts_by_tag on verdicts (tag_no, verdict);
comment on table verdicts is 'What people said of a photo''s tags. It outlives releases, models and new pictures under the same id, and goes only with the photo.';
comment on column verdicts.photo_no is 'The photo.';
comment on column verdicts.tag_no is 'The tag, which need not be in the version in force.';
comment on column verdicts.verdict is 'accepted (the photo has the tag, whatever a model says) or rejected (it has not).';
comment on column verdicts.author is 'Who, where that was said.';
comment on column verdicts.said_at is 'When.';

create table retag_jobs (
    job_no            integer generated always as identity primary key,
    kind              text        not null check (kind in ('score', 'announce', 'retire', 'embed')),
    release_no        integer     not null references releases,
    changes_no        integer references releases,
    state             text        not null check (state in ('running', 'paused', 'done', 'cancelled', 'failed')),
    cut_over          boolean     not null default false,
    photos_per_second real check (photos_per_second > 0),
    next_chunk_at     timestamptz not null default now(),
    photos_total      bigint      not null,
    author            text,
    detail            text,
    created_at        timestamptz not null default now(),
    finished_at       timestamptz
);
comment on table retag_jobs is 'Work on the whole catalog, cut into chunks that workers share.';
comment on column retag_jobs.job_no is 'Short key.';
comment on column retag_jobs.kind is 'score (tag photos for a release from their embeddings), announce (publish photos whose tags a change of release changed), retire (remove a release''s tags) or embed (make a model''s embeddings of older photos).';
comment on column retag_jobs.release_no is 'The release that it is about.';
comment on column retag_jobs.changes_no is 'Of announce: the release in whose photo_changes the photos are.';
comment on column retag_jobs.state is 'running, paused, done, cancelled, or failed (detail says why).';
comment on column retag_jobs.cut_over is 'Of score and embed: whether the release comes into force by itself once it is complete.';
comment on column retag_jobs.photos_per_second is 'Limit over all workers; none if absent.';
comment on column retag_jobs.next_chunk_at is 'Not before then does anybody take the next chunk: how the limit is kept.';
comment on column retag_jobs.photos_total is 'Photos it is about, as counted at its start.';
comment on column retag_jobs.author is 'Who started it, where that was said.';
comment on column retag_jobs.detail is 'What went wrong, in a sentence.';
comment on column retag_jobs.created_at is 'When it was started.';
comment on column retag_jobs.finished_at is 'When it ended.';

create table retag_chunks (
    job_no      integer not null references retag_jobs on delete cascade,
    first_photo bigint  not null,
    last_photo  bigint  not null,
    photos      integer,
    changed     integer,
    done_at     timestamptz,
    primary key (job_no, first_photo)
);
create index retag_chunks_to_do on retag_chunks (job_no, first_photo) where done_at is null;
comment on table retag_chunks is 'Pieces of a job, by photo_no. A worker holds the row''s lock while it works on one, so a piece of a worker that dies is free again at once.';
comment on column retag_chunks.job_no is 'The job.';
comment on column retag_chunks.first_photo is 'Lowest photo_no.';
comment on column retag_chunks.last_photo is 'Highest photo_no.';
comment on column retag_chunks.photos is 'Photos that were worked on, once it is done.';
comment on column retag_chunks.changed is 'Those whose tags changed.';
comment on column retag_chunks.done_at is 'When it was done.';

create table photo_changes (
    release_no integer not null references releases on delete cascade,
    photo_no   bigint  not null references photos on delete cascade,
    primary key (release_no, photo_no)
);
comment on table photo_changes is 'Photos whose tags in a release are others than in its base.';
comment on column photo_changes.release_no is 'The release.';
comment on column photo_changes.photo_no is 'The photo.';
