-- The catalog: what Tagstream knows of every photo. People query it, so every table, view and column says what it holds.

create table catalog (
    catalog_id uuid not null default gen_random_uuid(),
    created_at timestamptz not null default now(),
    only_row   boolean primary key default true check (only_row)
);
insert into catalog default values;
comment on table catalog is 'One row: the identity of this catalog. The relay''s transactional id and consumer group carry it, so that a new database never continues another one''s place in Kafka.';
comment on column catalog.catalog_id is 'Made at migration, never changed.';
comment on column catalog.created_at is 'When the first migration ran.';
comment on column catalog.only_row is 'Keeps the table at one row.';

create table event_logs (
    log_no    integer generated always as identity primary key,
    topic     text    not null,
    topic_id  uuid    not null,
    partition integer not null,
    unique (topic, topic_id, partition)
);
comment on table event_logs is 'Partitions that events came from. Offsets order events within one row of this table only: a topic that is deleted and made again starts at offset 0 with another topic id.';
comment on column event_logs.log_no is 'Short key, used by photos and rejections.';
comment on column event_logs.topic is 'Kafka topic name.';
comment on column event_logs.topic_id is 'Kafka''s id of this incarnation of the topic.';
comment on column event_logs.partition is 'Kafka partition number.';

create table models (
    model_no      integer generated always as identity primary key,
    digest        text        not null unique,
    name          text        not null,
    dimensions    integer     not null check (dimensions > 0),
    first_used_at timestamptz not null default now()
);
comment on table models is 'Every model that made an embedding or a tag in this catalog.';
comment on column models.model_no is 'Short key.';
comment on column models.digest is 'SHA-256 over the weights and all settings that change an embedding: two models with one digest give the same embeddings.';
comment on column models.name is 'What people call it.';
comment on column models.dimensions is 'Length of its embeddings.';
comment on column models.first_used_at is 'When a worker first loaded it.';

create table taxonomy_versions (
    version_no integer generated always as identity primary key,
    taxonomy   text        not null,
    version    text        not null,
    definition text        not null,
    created_at timestamptz not null default now(),
    unique (taxonomy, version)
);
comment on table taxonomy_versions is 'Immutable versions of taxonomies, named by their content.';
comment on column taxonomy_versions.version_no is 'Short key.';
comment on column taxonomy_versions.taxonomy is 'The taxonomy''s name.';
comment on column taxonomy_versions.version is 'SHA-256 of the content in hexadecimal; the first 12 digits are enough in conversation.';
comment on column taxonomy_versions.definition is 'The whole version as YAML, as it can be loaded again.';
comment on column taxonomy_versions.created_at is 'When it was first loaded.';

create table taxonomies (
    taxonomy          text primary key,
    active_version_no integer     not null references taxonomy_versions,
    activated_at      timestamptz not null default now()
);
comment on table taxonomies is 'Which version of each taxonomy new photos are tagged with and the views show.';
comment on column taxonomies.taxonomy is 'The taxonomy''s name.';
comment on column taxonomies.active_version_no is 'The version in force.';
comment on column taxonomies.activated_at is 'Since when.';

create table tags (
    tag_no   integer generated always as identity primary key,
    taxonomy text not null,
    tag_id   text not null,
    unique (taxonomy, tag_id)
);
comment on table tags is 'Tags by their stable id, over all versions of their taxonomy.';
comment on column tags.tag_no is 'Short key, used by photo_tags.';
comment on column tags.taxonomy is 'The taxonomy''s name.';
comment on column tags.tag_id is 'The id that the taxonomy''s author gave; it outlives names and prompts.';

create table taxonomy_tags (
    version_no  integer not null references taxonomy_versions on delete cascade,
    tag_no      integer not null references tags,
    facet_id    text    not null,
    name        text    not null,
    description text,
    parent_no   integer references tags,
    primary key (version_no, tag_no)
);
comment on table taxonomy_tags is 'The tags of each taxonomy version.';
comment on column taxonomy_tags.version_no is 'The version.';
comment on column taxonomy_tags.tag_no is 'The tag.';
comment on column taxonomy_tags.facet_id is 'The facet it belongs to in this version.';
comment on column taxonomy_tags.name is 'What people read.';
comment on column taxonomy_tags.description is 'What it means, where the author said so.';
comment on column taxonomy_tags.parent_no is 'The tag above it, if any.';

create table tag_ancestors (
    version_no  integer  not null references taxonomy_versions on delete cascade,
    tag_no      integer  not null references tags,
    ancestor_no integer  not null references tags,
    distance    smallint not null check (distance >= 0),
    primary key (version_no, tag_no, ancestor_no)
);
create index tag_ancestors_by_ancestor on tag_ancestors (version_no, ancestor_no);
comment on table tag_ancestors is 'Every tag with itself and all tags above it, worked out once per version so that no query has to recurse.';
comment on column tag_ancestors.version_no is 'The version.';
comment on column tag_ancestors.tag_no is 'The tag.';
comment on column tag_ancestors.ancestor_no is 'The tag itself (distance 0) or one above it.';
comment on column tag_ancestors.distance is 'Steps upwards.';

create table photos (
    photo_no       bigint generated always as identity primary key,
    photo_id       text        not null unique,
    status         text        not null check (status in ('catalogued', 'rejected', 'deleted')),
    source_uri     text,
    owner          text,
    uploaded_at    timestamptz,
    content_type   text,
    attributes     jsonb       not null default '{}',
    content_sha256 bytea check (length(content_sha256) = 32),
    byte_size      bigint,
    format         text,
    width          integer,
    height         integer,
    model_no       integer references models,
    version_no     integer references taxonomy_versions,
    failure_code   text,
    failure_detail text,
    log_no         integer     not null references event_logs,
    event_offset   bigint      not null,
    event_at       timestamptz not null,
    changed_in     xid8        not null default pg_current_xact_id(),
    changed_at     timestamptz not null default now(),
    first_seen_at  timestamptz not null default now(),
    check (status <> 'catalogued' or (content_sha256 is not null and model_no is not null and version_no is not null)),
    check ((status = 'rejected') = (failure_code is not null))
);
create index photos_by_owner on photos (owner, photo_no) where owner is not null;
create index photos_by_content on photos (content_sha256) where content_sha256 is not null;
create index photos_not_catalogued on photos (status, photo_no) where status <> 'catalogued';
comment on table photos is 'One row per photo id: the outcome of its newest event. A photo that is not here has not been processed yet.';
comment on column photos.photo_no is 'Short key, used by photo_tags and embeddings.';
comment on column photos.photo_id is 'The uploader''s id; an S3 object''s is bucket/key.';
comment on column photos.status is 'catalogued (tagged, or nothing fits), rejected (failure_code says why) or deleted (kept, so that an older event cannot bring the photo back).';
comment on column photos.source_uri is 'Where the bytes were fetched from.';
comment on column photos.owner is 'As the upload event said.';
comment on column photos.uploaded_at is 'As the upload event said.';
comment on column photos.content_type is 'As the upload event said; not trusted, the format is read from the bytes.';
comment on column photos.attributes is 'What else the upload event carried.';
comment on column photos.content_sha256 is 'SHA-256 of the bytes: the same hash is the same file.';
comment on column photos.byte_size is 'Bytes of the file.';
comment on column photos.format is 'JPEG, PNG, … as the bytes say.';
comment on column photos.width is 'Pixels, upright.';
comment on column photos.height is 'Pixels, upright.';
comment on column photos.model_no is 'The model that made the embedding.';
comment on column photos.version_no is 'The taxonomy version that the photo was tagged with.';
comment on column photos.failure_code is 'Why it was rejected.';
comment on column photos.failure_detail is 'The same in a sentence that names the file, field or limit.';
comment on column photos.log_no is 'The partition of the newest event.';
comment on column photos.event_offset is 'Its offset there: an event with a lower one changes nothing.';
comment on column photos.event_at is 'Its Kafka timestamp, which decides between partitions.';
comment on column photos.changed_in is 'The transaction that last changed the outcome; a redelivered event leaves it.';
comment on column photos.changed_at is 'When that was.';
comment on column photos.first_seen_at is 'When the photo id was first processed.';

create table photo_tags (
    photo_no   bigint      not null references photos on delete cascade,
    tag_no     integer     not null references tags,
    version_no integer     not null references taxonomy_versions,
    origin     text        not null check (origin in ('model', 'learned', 'human')),
    model_no   integer references models,
    score      real,
    confidence real        not null check (confidence between 0 and 1),
    tagged_at  timestamptz not null default now(),
    primary key (photo_no, tag_no, version_no, origin),
    check (origin = 'human' or (model_no is not null and score is not null))
);
create index photo_tags_by_tag on photo_tags (tag_no, version_no, photo_no);
comment on table photo_tags is 'Tags as they were given, without those above them (view tags_of_photo adds these).';
comment on column photo_tags.photo_no is 'The photo.';
comment on column photo_tags.tag_no is 'The tag.';
comment on column photo_tags.version_no is 'The taxonomy version in which it was given.';
comment on column photo_tags.origin is 'Who says so: model (zero-shot), learned (from examples) or human. Human tags are never overwritten.';
comment on column photo_tags.model_no is 'The model, unless a human said so.';
comment on column photo_tags.score is 'Cosine between the photo''s and the tag''s embedding.';
comment on column photo_tags.confidence is 'Probability, 0 to 1.';
comment on column photo_tags.tagged_at is 'When.';

create table embeddings (
    photo_no   bigint      not null references photos on delete cascade,
    model_no   integer     not null references models,
    encoded_at timestamptz not null default now(),
    primary key (photo_no, model_no)
);
-- The type of the vector depends on what this server offers, found out once, here. halfvec came with pgvector 0.7.
do $$
begin
    begin
        if exists (select from pg_available_extensions where name = 'vector') then
            create extension if not exists vector;
        end if;
    exception
        when insufficient_privilege then
            raise warning 'pgvector is installed on the server, but this role may not create the extension: embeddings are kept as real[]';
    end;
    if to_regtype('halfvec') is not null then
        alter table embeddings add column embedding halfvec not null;
    else
        alter table embeddings add column embedding real[] not null;
    end if;
end $$;
-- In the row, uncompressed: a vector does not compress, and moving 3 KB out of line costs two more rows and an index entry on
-- every write. A row fits its page up to 2,000 dimensions of float32; CLIP's have at most 1,280.
alter table embeddings alter column embedding set storage plain;
comment on table embeddings is 'Where each photo lies in a model''s space. Kept, so that a new taxonomy needs no photo again.';
comment on column embeddings.photo_no is 'The photo.';
comment on column embeddings.model_no is 'The model.';
comment on column embeddings.encoded_at is 'When.';
comment on column embeddings.embedding is 'L2-normalised, so that a dot product is a cosine. halfvec where pgvector is installed, else real[].';

create table rejections (
    rejection_no bigint generated always as identity primary key,
    photo_id     text,
    code         text        not null,
    detail       text        not null,
    log_no       integer     not null references event_logs,
    event_offset bigint      not null,
    event_item   integer     not null,
    event_key    bytea,
    event_value  bytea,
    rejected_at  timestamptz not null default now(),
    unique (log_no, event_offset, event_item)
);
create index rejections_by_code on rejections (code, rejected_at);
create index rejections_by_photo on rejections (photo_id) where photo_id is not null;
comment on table rejections is 'Every event that ended in a rejection, with its raw bytes where it could not be read: nothing is dropped silently.';
comment on column rejections.rejection_no is 'In the order in which they were stored.';
comment on column rejections.photo_id is 'The photo, where the event named one.';
comment on column rejections.code is 'Why, as a code that can be counted.';
comment on column rejections.detail is 'The same in a sentence that names the file, field or limit.';
comment on column rejections.log_no is 'The partition that the event came from.';
comment on column rejections.event_offset is 'Its offset there.';
comment on column rejections.event_item is 'Which photo of the event, from 0: an S3 notification may name several.';
comment on column rejections.event_key is 'The raw key of an event that could not be read.';
comment on column rejections.event_value is 'The raw value of an event that could not be read, cut to the configured size.';
comment on column rejections.rejected_at is 'When.';

create table outbox (
    seq        bigint generated always as identity primary key,
    kind       text        not null check (kind in ('tagged', 'rejected', 'deleted')),
    photo_id   text,
    event_id   text        not null,
    data       bytea       not null,
    created_at timestamptz not null default now()
);
comment on table outbox is 'Events that are committed but not yet known to be published; the relay sends and deletes them in the order of seq. seq is given out under a lock that is held until commit, so that no smaller number can appear behind a larger one.';
comment on column outbox.seq is 'Order of publication, and the offset that the relay commits to Kafka.';
comment on column outbox.kind is 'tagged, rejected or deleted.';
comment on column outbox.photo_id is 'Kafka key; absent where the event named no photo.';
comment on column outbox.event_id is 'CloudEvents id: the same outcome always has the same one.';
comment on column outbox.data is 'JSON, UTF-8.';
comment on column outbox.created_at is 'When; a growing age means that the relay is behind.';

create view tags_of_photo as
select p.photo_id,
       t.tag_id,
       tt.facet_id,
       tt.name                                     as tag_name,
       min(a.distance)                             as distance,
       max(pt.confidence)                          as confidence,
       max(pt.score) filter (where a.distance = 0) as score,
       min(pt.origin)                              as origin,
       t.taxonomy,
       v.version                                   as taxonomy_version,
       min(m.name)                                 as model
from photo_tags pt
         join photos p on p.photo_no = pt.photo_no and p.status = 'catalogued'
         join taxonomies x on x.active_version_no = pt.version_no
         join taxonomy_versions v on v.version_no = pt.version_no
         join tag_ancestors a on a.version_no = pt.version_no and a.tag_no = pt.tag_no
         join tags t on t.tag_no = a.ancestor_no
         join taxonomy_tags tt on tt.version_no = pt.version_no and tt.tag_no = a.ancestor_no
         left join models m on m.model_no = pt.model_no
group by p.photo_id, t.tag_id, tt.facet_id, tt.name, t.taxonomy, v.version;
comment on view tags_of_photo is 'Tags of a photo with all tags above them, in the version in force. where photo_id = …';
comment on column tags_of_photo.photo_id is 'The photo.';
comment on column tags_of_photo.tag_id is 'The tag, or one above it.';
comment on column tags_of_photo.facet_id is 'The tag''s facet.';
comment on column tags_of_photo.tag_name is 'What people read.';
comment on column tags_of_photo.distance is '0 for a tag that was given itself, else the steps up from one that was.';
comment on column tags_of_photo.confidence is 'Probability; that of the best tag below, for one above.';
comment on column tags_of_photo.score is 'Cosine; absent for a tag that was not given itself.';
comment on column tags_of_photo.origin is 'Who says so: human before learned before model.';
comment on column tags_of_photo.taxonomy is 'The taxonomy.';
comment on column tags_of_photo.taxonomy_version is 'Its version.';
comment on column tags_of_photo.model is 'The model, unless a human said so.';

create view photos_of_tag as
select t.tag_id,
       t.taxonomy,
       p.photo_id,
       p.owner,
       p.source_uri,
       p.uploaded_at,
       max(pt.confidence) as confidence
from taxonomies x
         join tag_ancestors a on a.version_no = x.active_version_no
         join tags t on t.tag_no = a.ancestor_no
         join photo_tags pt on pt.version_no = a.version_no and pt.tag_no = a.tag_no
         join photos p on p.photo_no = pt.photo_no and p.status = 'catalogued'
group by t.tag_id, t.taxonomy, p.photo_id, p.owner, p.source_uri, p.uploaded_at;
comment on view photos_of_tag is 'Photos of a tag and of all tags below it, in the version in force. where tag_id = …';
comment on column photos_of_tag.tag_id is 'The tag.';
comment on column photos_of_tag.taxonomy is 'The taxonomy.';
comment on column photos_of_tag.photo_id is 'The photo.';
comment on column photos_of_tag.owner is 'The photo''s owner.';
comment on column photos_of_tag.source_uri is 'Where its bytes are.';
comment on column photos_of_tag.uploaded_at is 'As the upload event said.';
comment on column photos_of_tag.confidence is 'Probability of the best tag.';

create view untagged_photos as
select p.photo_id, p.owner, p.source_uri, p.uploaded_at, p.changed_at
from photos p
         join taxonomies x on x.active_version_no = p.version_no
where p.status = 'catalogued'
  and not exists (select from photo_tags pt where pt.photo_no = p.photo_no and pt.version_no = p.version_no);
comment on view untagged_photos is 'Photos that were looked at and that no tag of the version in force fits.';
comment on column untagged_photos.photo_id is 'The photo.';
comment on column untagged_photos.owner is 'The photo''s owner.';
comment on column untagged_photos.source_uri is 'Where its bytes are.';
comment on column untagged_photos.uploaded_at is 'As the upload event said.';
comment on column untagged_photos.changed_at is 'When it was looked at.';

create view rejected_photos as
select p.photo_id, p.failure_code as code, p.failure_detail as detail, p.owner, p.source_uri, p.changed_at as rejected_at
from photos p
where p.status = 'rejected';
comment on view rejected_photos is 'Photos whose newest event ended in a rejection, with the reason.';
comment on column rejected_photos.photo_id is 'The photo.';
comment on column rejected_photos.code is 'Why, as a code that can be counted.';
comment on column rejected_photos.detail is 'The same in a sentence.';
comment on column rejected_photos.owner is 'The photo''s owner.';
comment on column rejected_photos.source_uri is 'Where its bytes should be.';
comment on column rejected_photos.rejected_at is 'When.';
