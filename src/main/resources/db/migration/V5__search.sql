-- Finding photos by nearness: every embedding has a number, and ranges of numbers have indexes of their own. To number what is there
-- rewrites the table under its lock, some ten seconds for a million photos. A worker of the version before runs on.

alter table embeddings add column embedding_no bigint generated always as identity;
comment on column embeddings.embedding_no is 'In the order in which they were stored, more or less: it is given before the transaction ends. A new picture has a new one, so what is new has the highest.';
create unique index embeddings_by_number on embeddings (model_no, embedding_no);

create table search_segments (
    segment_no    integer generated always as identity primary key,
    model_no      integer     not null references models,
    first_no      bigint      not null,
    last_no       bigint      not null check (last_no >= first_no),
    state         text        not null check (state in ('building', 'ready', 'dropping')),
    photos        bigint      not null check (photos >= 0),
    build_seconds real,
    created_at    timestamptz not null default now()
);
comment on table search_segments is 'Ranges of embeddings that have an index for nearest photos, where pgvector is installed; the index of row 7 is search_segment_7. What is in no segment that is ready is compared one by one. Workers make and merge segments; to begin anew, drop the indexes and delete the rows (docs/search-index.md).';
comment on column search_segments.segment_no is 'Its index is search_segment_ and this number.';
comment on column search_segments.model_no is 'The model, whose embeddings alone are in the index.';
comment on column search_segments.first_no is 'The lowest embedding_no.';
comment on column search_segments.last_no is 'The highest.';
comment on column search_segments.state is 'building (the index is not used yet), ready, or dropping (another one holds what it held).';
comment on column search_segments.photos is 'Embeddings in the range when the index was built; a deletion or a new picture takes one away from it.';
comment on column search_segments.build_seconds is 'How long the index took to build.';
comment on column search_segments.created_at is 'When that began.';
