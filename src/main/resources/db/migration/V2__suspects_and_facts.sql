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

alter table photos
    add column orientation          smallint check (orientation between 1 and 8),
    add column perceptual_hash      bigint,
    add column taken_at             timestamp,
    add column taken_offset_minutes smallint,
    add column camera_make          text,
    add column camera_model         text,
    add column latitude             double precision check (latitude between -90 and 90),
    add column longitude            double precision check (longitude between -180 and 180),
    add check ((latitude is null) = (longitude is null));
create index photos_by_taken_at on photos (taken_at) where taken_at is not null;
comment on column photos.orientation is 'EXIF''s, 1 (upright) to 8, as the file has it; width, height, tags and perceptual_hash are of the upright picture.';
comment on column photos.perceptual_hash is '64 bits: bit_count((a.perceptual_hash # b.perceptual_hash)::bit(64)) is how far apart two whole pictures are; up to 8 or so, they are the same one re-encoded, resized or made brighter. 0 is a picture of one colour, which is like no other.';
comment on column photos.taken_at is 'When the shutter opened, by the camera''s clock: local time, which is what people mean by a photo of the evening. Absent where the file says nothing that makes sense.';
comment on column photos.taken_offset_minutes is 'What the camera''s clock was ahead of UTC, where it says so: (taken_at - make_interval(mins => taken_offset_minutes)) at time zone ''UTC'' is the moment.';
comment on column photos.camera_make is 'As the camera says, without control characters, at most 100 characters.';
comment on column photos.camera_model is 'As the camera says, without control characters, at most 100 characters.';
comment on column photos.latitude is 'Degrees, north positive; kept only with tagstream.facts.gps, since it is personal data.';
comment on column photos.longitude is 'Degrees, east positive; kept only with tagstream.facts.gps, since it is personal data.';

-- Views keep their columns; new ones come last.
create or replace view photos_of_tag as
select t.tag_id,
       t.taxonomy,
       p.photo_id,
       p.owner,
       p.source_uri,
       p.uploaded_at,
       max(pt.confidence) as confidence,
       p.taken_at
from taxonomies x
         join tag_ancestors a on a.version_no = x.active_version_no
         join tags t on t.tag_no = a.ancestor_no
         join photo_tags pt on pt.version_no = a.version_no and pt.tag_no = a.tag_no
         join photos p on p.photo_no = pt.photo_no and p.status = 'catalogued'
group by t.tag_id, t.taxonomy, p.photo_id, p.owner, p.source_uri, p.uploaded_at, p.taken_at;
comment on column photos_of_tag.taken_at is 'When it was taken, by the camera''s clock.';

create or replace view untagged_photos as
select p.photo_id, p.owner, p.source_uri, p.uploaded_at, p.changed_at, p.taken_at
from photos p
         join taxonomies x on x.active_version_no = p.version_no
where p.status = 'catalogued'
  and not exists (select from photo_tags pt where pt.photo_no = p.photo_no and pt.version_no = p.version_no);
comment on column untagged_photos.taken_at is 'When it was taken, by the camera''s clock.';
