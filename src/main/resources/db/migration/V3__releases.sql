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
    from_no           integer references releases,
    from_xid          xid8,
    state             text        not null check (state in ('running', 'paused', 'done', 'cancelled', 'failed')),
    cut_over          boolean     not null default false,
    photos_per_second real check (photos_per_second > 0),
    next_chunk_at     timestamptz not null default now(),
    photos_total      bigint      not null,
    author            text,
    detail            text,
    photos_done       bigint,
    photos_changed    bigint,
    created_at        timestamptz not null default now(),
    resumed_at        timestamptz not null default now(),
    finished_at       timestamptz,
    check (kind <> 'announce' or (from_no is not null and from_xid is not null))
);
comment on table retag_jobs is 'Work on the whole catalog, cut into chunks that workers share.';
comment on column retag_jobs.job_no is 'Short key.';
comment on column retag_jobs.kind is 'score (tag photos for a release from their embeddings), announce (publish photos whose tags a change of release changed), retire (remove a release''s tags) or embed (make a model''s embeddings of older photos).';
comment on column retag_jobs.release_no is 'The release that it is about.';
comment on column retag_jobs.from_no is 'Of announce: the release that was in force before.';
comment on column retag_jobs.from_xid is 'Of announce: the transaction of the change. Whoever changes a photo after it announces the photo with the new release himself.';
comment on column retag_jobs.state is 'running, paused, done, cancelled, or failed (detail says why).';
comment on column retag_jobs.cut_over is 'Of score and embed: whether the release comes into force by itself once it is complete.';
comment on column retag_jobs.photos_per_second is 'Limit over all workers; none if absent.';
comment on column retag_jobs.next_chunk_at is 'Not before then does anybody take the next chunk: how the limit is kept.';
comment on column retag_jobs.photos_total is 'Photos it is about, as counted at its start.';
comment on column retag_jobs.author is 'Who started it, where that was said.';
comment on column retag_jobs.photos_done is 'Photos that were worked on, once it has ended; before, sum(photos) of its retag_chunks.';
comment on column retag_jobs.photos_changed is 'Those whose tags changed, or that were announced, once it has ended.';
comment on column retag_jobs.detail is 'What went wrong, in a sentence.';
comment on column retag_jobs.created_at is 'When it was started.';
comment on column retag_jobs.resumed_at is 'When it began to run the last time: its rate is counted from there.';
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
comment on table retag_chunks is 'Pieces of a job that has not ended, by photo_no. A worker holds the row''s lock while it works on one, so a piece of a worker that dies is free again at once.';
comment on column retag_chunks.job_no is 'The job.';
comment on column retag_chunks.first_photo is 'Lowest photo_no.';
comment on column retag_chunks.last_photo is 'Highest photo_no.';
comment on column retag_chunks.photos is 'Photos that were worked on, once it is done.';
comment on column retag_chunks.changed is 'Those whose tags changed, or that were announced.';
comment on column retag_chunks.done_at is 'When it was done.';

create table photo_changes (
    release_no integer not null,
    photo_no   bigint  not null,
    primary key (release_no, photo_no)
);
comment on table photo_changes is 'Photos whose tags in a release are others than in its base: those that a change between the two announces. No foreign keys, for the reason that photo_tags has none.';
comment on column photo_changes.release_no is 'The release.';
comment on column photo_changes.photo_no is 'The photo.';

-- Labels do not compress, and a worker reads them once.
alter table releases alter column labels set storage external;

alter table models add column logit_scale double precision check (logit_scale > 0);
comment on column models.logit_scale is 'What its cosines are multiplied by to be logits, so that its embeddings can be tagged where the model is not at hand. Absent until a worker of this version has loaded it.';

-- From here on, what was there is brought into the new form. One release comes into force: the version that was activated last, with the
-- model that tagged a photo with it last.

create temporary table in_force on commit drop as
select x.taxonomy,
       x.activated_at,
       x.active_version_no                                          as version_no,
       coalesce((select p.model_no from photos p where p.version_no = x.active_version_no order by p.changed_at desc limit 1),
                (select m.model_no from models m order by m.first_used_at desc, m.model_no desc limit 1)) as model_no
from taxonomies x
order by x.activated_at desc
limit 1;

-- The names are those that ReleaseId gives.
insert into releases (name, taxonomy, version_no, model_no, state, created_at)
select encode(sha256(convert_to(v.version, 'UTF8') || '\x00'::bytea || convert_to(m.digest, 'UTF8') || '\x00'::bytea), 'hex'),
       v.taxonomy, v.version_no, m.model_no, 'retired', v.created_at
from (select version_no, model_no from photos where version_no is not null and model_no is not null
      union
      select version_no, model_no from photo_tags where model_no is not null
      union
      select version_no, model_no from in_force where model_no is not null) as used
         join taxonomy_versions v using (version_no)
         join models m using (model_no)
order by v.version_no, m.model_no;

-- Photos that were tagged with another version or model have no tags in it yet: scoring the release again completes it.
update releases r
set state        = case when f.all_tagged then 'complete' else 'building' end,
    completed_at = case when f.all_tagged then now() end
from (select version_no,
             model_no,
             not exists (select from photos p
                         where p.status = 'catalogued'
                           and (p.version_no, p.model_no) is distinct from (in_force.version_no, in_force.model_no)) as all_tagged
      from in_force) as f
where (r.version_no, r.model_no) = (f.version_no, f.model_no);

drop view tags_of_photo;
drop view photos_of_tag;
drop view untagged_photos;

drop table taxonomies;
create table taxonomies (
    taxonomy            text primary key,
    active_release_no   integer     not null references releases,
    previous_release_no integer references releases,
    activated_at        timestamptz not null default now(),
    check (previous_release_no <> active_release_no)
);
create unique index taxonomies_one_row on taxonomies ((true));
insert into taxonomies (taxonomy, active_release_no, activated_at)
select f.taxonomy, r.release_no, f.activated_at
from in_force f
         join releases r on (r.version_no, r.model_no) = (f.version_no, f.model_no);
comment on table taxonomies is 'At most one row: the release in force, which the views show and photos.tagged announces. Empty until a worker has started once.';
comment on column taxonomies.taxonomy is 'The name of the taxonomy of the release in force.';
comment on column taxonomies.active_release_no is 'The release in force.';
comment on column taxonomies.previous_release_no is 'The one that was in force before and is still kept up to date, so that going back is instant.';
comment on column taxonomies.activated_at is 'Since when.';

-- Tags that people gave were kept among the others; now they are verdicts. A model's rivals of such a tag stay until the photo's tags are
-- written the next time: which tags exclude each other is known to the taxonomy, not to SQL.
insert into verdicts (photo_no, tag_no, verdict, said_at)
select pt.photo_no, pt.tag_no, 'accepted', min(pt.tagged_at)
from photo_tags pt
         join photos p on p.photo_no = pt.photo_no and p.status <> 'deleted'
where pt.origin = 'human'
group by pt.photo_no, pt.tag_no;

alter table photo_tags rename to photo_tags_before;
create table photo_tags (
    photo_no   bigint  not null,
    release_no integer not null,
    tag_no     integer not null,
    origin     text    not null check (origin in ('model', 'learned', 'human')),
    score      real,
    confidence real    not null check (confidence between 0 and 1),
    check (origin = 'human' or score is not null)
);
insert into photo_tags (photo_no, release_no, tag_no, origin, score, confidence)
select photo_no, release_no, tag_no, min(origin), max(score), case min(origin) when 'human' then 1 else max(confidence) end
from (select b.photo_no, r.release_no, b.tag_no, b.origin, b.score, b.confidence
      from photo_tags_before b
               join releases r on (r.version_no, r.model_no) = (b.version_no, b.model_no)
      where b.origin <> 'human'
      union all
      select w.photo_no, r.release_no, w.tag_no, 'human', null, 1
      from verdicts w
               join photos p on p.photo_no = w.photo_no
               join releases r on (r.version_no, r.model_no) = (p.version_no, p.model_no)
               join taxonomy_tags tt on tt.version_no = r.version_no and tt.tag_no = w.tag_no) as given
group by photo_no, release_no, tag_no
order by release_no, photo_no, tag_no;
drop table photo_tags_before;
alter table photo_tags add primary key (release_no, photo_no, tag_no);
create index photo_tags_by_tag on photo_tags (tag_no, release_no, photo_no);
comment on table photo_tags is 'The tags that each photo has in each release, people''s word included, without those above them (view tags_of_photo adds these). No foreign keys, since a release may bring millions of rows at once (docs/adr/0021): join photos.';
comment on column photo_tags.photo_no is 'The photo.';
comment on column photo_tags.release_no is 'The release.';
comment on column photo_tags.tag_no is 'The tag.';
comment on column photo_tags.origin is 'Who says so: model (zero-shot), learned (from examples) or human (accepted in verdicts).';
comment on column photo_tags.score is 'Cosine between the photo''s and the tag''s embedding; absent where a human gave a tag that no model did.';
comment on column photo_tags.confidence is 'Probability, 0 to 1; 1 where a human said so.';

-- What a photo is tagged with follows from the releases; which model saw it, from its embeddings. The check on both goes with them.
alter table photos
    drop column model_no,
    drop column version_no,
    add check (status <> 'catalogued' or content_sha256 is not null);
comment on column photos.photo_no is 'Short key, used by photo_tags, embeddings and verdicts.';

create view tags_of_photo as
select p.photo_id,
       t.tag_id,
       tt.facet_id,
       tt.name                                          as tag_name,
       min(a.distance)                                  as distance,
       max(pt.confidence)                               as confidence,
       max(pt.score) filter (where a.distance = 0)      as score,
       min(pt.origin)                                   as origin,
       t.taxonomy,
       v.version                                        as taxonomy_version,
       min(m.name) filter (where pt.origin <> 'human')  as model,
       r.name                                           as release
from taxonomies x
         join releases r on r.release_no = x.active_release_no
         join photo_tags pt on pt.release_no = x.active_release_no
         join photos p on p.photo_no = pt.photo_no and p.status = 'catalogued'
         join taxonomy_versions v on v.version_no = r.version_no
         join tag_ancestors a on a.version_no = r.version_no and a.tag_no = pt.tag_no
         join tags t on t.tag_no = a.ancestor_no
         join taxonomy_tags tt on tt.version_no = r.version_no and tt.tag_no = a.ancestor_no
         join models m on m.model_no = r.model_no
group by p.photo_id, t.tag_id, tt.facet_id, tt.name, t.taxonomy, v.version, r.name;
comment on view tags_of_photo is 'Tags of a photo with all tags above them, in the release in force. where photo_id = …';
comment on column tags_of_photo.photo_id is 'The photo.';
comment on column tags_of_photo.tag_id is 'The tag, or one above it.';
comment on column tags_of_photo.facet_id is 'The tag''s facet.';
comment on column tags_of_photo.tag_name is 'What people read.';
comment on column tags_of_photo.distance is '0 for a tag that was given itself, else the steps up from one that was.';
comment on column tags_of_photo.confidence is 'Probability; that of the best tag below, for one above.';
comment on column tags_of_photo.score is 'Cosine; absent for a tag that no model gave itself.';
comment on column tags_of_photo.origin is 'Who says so: human before learned before model.';
comment on column tags_of_photo.taxonomy is 'The taxonomy.';
comment on column tags_of_photo.taxonomy_version is 'Its version.';
comment on column tags_of_photo.model is 'The model, unless only humans said so.';
comment on column tags_of_photo.release is 'The release in force.';

create view photos_of_tag as
select t.tag_id,
       t.taxonomy,
       p.photo_id,
       p.owner,
       p.source_uri,
       p.uploaded_at,
       max(pt.confidence) as confidence,
       p.taken_at
from taxonomies x
         join releases r on r.release_no = x.active_release_no
         join tag_ancestors a on a.version_no = r.version_no
         join tags t on t.tag_no = a.ancestor_no
         join photo_tags pt on pt.release_no = r.release_no and pt.tag_no = a.tag_no
         join photos p on p.photo_no = pt.photo_no and p.status = 'catalogued'
group by t.tag_id, t.taxonomy, p.photo_id, p.owner, p.source_uri, p.uploaded_at, p.taken_at;
comment on view photos_of_tag is 'Photos of a tag and of all tags below it, in the release in force. where tag_id = …';
comment on column photos_of_tag.tag_id is 'The tag.';
comment on column photos_of_tag.taxonomy is 'The taxonomy.';
comment on column photos_of_tag.photo_id is 'The photo.';
comment on column photos_of_tag.owner is 'The photo''s owner.';
comment on column photos_of_tag.source_uri is 'Where its bytes are.';
comment on column photos_of_tag.uploaded_at is 'As the upload event said.';
comment on column photos_of_tag.confidence is 'Probability of the best tag.';
comment on column photos_of_tag.taken_at is 'When it was taken, by the camera''s clock.';

create view untagged_photos as
select p.photo_id, p.owner, p.source_uri, p.uploaded_at, p.changed_at, p.taken_at
from photos p
         cross join taxonomies x
         join releases r on r.release_no = x.active_release_no
where p.status = 'catalogued'
  and not exists (select from photo_tags pt where pt.release_no = x.active_release_no and pt.photo_no = p.photo_no)
  and exists (select from embeddings e where e.photo_no = p.photo_no and e.model_no = r.model_no);
comment on view untagged_photos is 'Photos that the model in force has looked at and that no tag of the release in force fits.';
comment on column untagged_photos.photo_id is 'The photo.';
comment on column untagged_photos.owner is 'The photo''s owner.';
comment on column untagged_photos.source_uri is 'Where its bytes are.';
comment on column untagged_photos.uploaded_at is 'As the upload event said.';
comment on column untagged_photos.changed_at is 'When its outcome changed last.';
comment on column untagged_photos.taken_at is 'When it was taken, by the camera''s clock.';
