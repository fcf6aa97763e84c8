-- SQL is an interface: views for what people ask, and indexes with which they answer it at a million photos. Columns of views stay as they
-- are, new ones come last. Building the indexes takes some seconds for each million photos, during which writers wait; a worker of the
-- version before runs on.

-- By confidence, so that the best photos of a tag are read without the others, and with all that counting needs, so that it reads no table.
create index photo_tags_by_confidence on photo_tags (release_no, tag_no, confidence desc, photo_no);
drop index photo_tags_by_tag;
create index photos_by_owner_and_time on photos (owner, taken_at) where status = 'catalogued';
create index photos_by_camera on photos (camera_model, taken_at) where status = 'catalogued' and camera_model is not null;
create index photos_rejected on photos (changed_at) where status = 'rejected';

-- The release in force is a subquery in all of them and no join: PostgreSQL asks for it once, and needs no statistics to know that it is one
-- row. Nobody analyses a table of one row.

create or replace view tags_of_photo as
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
from photo_tags pt
         join photos p on p.photo_no = pt.photo_no and p.status = 'catalogued'
         join releases r on r.release_no = pt.release_no
         join taxonomy_versions v on v.version_no = r.version_no
         join models m on m.model_no = r.model_no
         join tag_ancestors a on a.version_no = r.version_no and a.tag_no = pt.tag_no
         join tags t on t.tag_no = a.ancestor_no
         join taxonomy_tags tt on tt.version_no = r.version_no and tt.tag_no = a.ancestor_no
where pt.release_no = (select active_release_no from taxonomies)
group by p.photo_id, t.tag_id, tt.facet_id, tt.name, t.taxonomy, v.version, r.name;

-- Photos are joined after they have been made distinct: half a million numbers are grouped in memory, half a million rows are not.
create or replace view photos_of_tag as
select t.tag_id, t.taxonomy, p.photo_id, p.owner, p.source_uri, p.uploaded_at, having_it.confidence, p.taken_at
from tags t
         cross join lateral (
             select pt.photo_no, max(pt.confidence) as confidence
             from tag_ancestors a
                      join photo_tags pt on pt.tag_no = a.tag_no
             where a.version_no = (select r.version_no from releases r join taxonomies x on x.active_release_no = r.release_no)
               and a.ancestor_no = t.tag_no
               and pt.release_no = (select active_release_no from taxonomies)
             group by pt.photo_no) as having_it
         join photos p on p.photo_no = having_it.photo_no and p.status = 'catalogued';
comment on view photos_of_tag is 'Photos of a tag and of all tags below it, in the release in force. where tag_id = …; for the best of many, best_photos.';

create or replace view untagged_photos as
select p.photo_id, p.owner, p.source_uri, p.uploaded_at, p.changed_at, p.taken_at
from photos p
where p.status = 'catalogued'
  and not exists (select from photo_tags pt
                  where pt.release_no = (select active_release_no from taxonomies) and pt.photo_no = p.photo_no)
  and exists (select from embeddings e
              where e.photo_no = p.photo_no
                and e.model_no = (select r.model_no from releases r join taxonomies x on x.active_release_no = r.release_no));

create view tag_counts as
select t.tag_id,
       tt.facet_id,
       tt.name                as tag_name,
       counted.photos,
       counted.given,
       counted.mean_confidence
from (select one.ancestor_no,
             count(*)                                 as photos,
             count(*) filter (where one.distance = 0) as given,
             avg(one.confidence)                      as mean_confidence
      from (select a.ancestor_no, min(a.distance) as distance, max(pt.confidence) as confidence
            from photo_tags pt
                     join tag_ancestors a on a.tag_no = pt.tag_no
            where pt.release_no = (select active_release_no from taxonomies)
              and a.version_no = (select r.version_no from releases r join taxonomies x on x.active_release_no = r.release_no)
            group by pt.photo_no, a.ancestor_no) as one
      group by one.ancestor_no) as counted
         join tags t on t.tag_no = counted.ancestor_no
         join taxonomy_tags tt
              on tt.tag_no = counted.ancestor_no
                  and tt.version_no = (select r.version_no from releases r join taxonomies x on x.active_release_no = r.release_no);
comment on view tag_counts is 'How many photos each tag of the release in force has. Reads all tags of all photos, ten seconds at a million of photos.';
comment on column tag_counts.tag_id is 'The tag.';
comment on column tag_counts.facet_id is 'The tag''s facet.';
comment on column tag_counts.tag_name is 'What people read.';
comment on column tag_counts.photos is 'Photos that have it or a tag below it.';
comment on column tag_counts.given is 'Photos that were given it itself.';
comment on column tag_counts.mean_confidence is 'Of those photos; that of the best tag below, for one above.';

create view tags_together as
select t.tag_id,
       o.tag_id                                                                                            as other_tag_id,
       ott.name                                                                                            as other_tag_name,
       together.photos,
       together.photos::double precision / together.of_tag                                                 as share,
       together.photos::double precision / together.of_tag
           * (select count(*) from photos where status = 'catalogued')
           / (select count(*) from photo_tags c
              where c.release_no = (select active_release_no from taxonomies) and c.tag_no = together.tag_no) as lift
from tags t
         cross join lateral (
             select other.tag_no, count(*) as photos, min(having_it.of_tag) as of_tag
             from (select pt.photo_no, count(*) over () as of_tag
                   from tag_ancestors a
                            join photo_tags pt on pt.tag_no = a.tag_no
                   where a.version_no = (select r.version_no from releases r join taxonomies x on x.active_release_no = r.release_no)
                     and a.ancestor_no = t.tag_no
                     and pt.release_no = (select active_release_no from taxonomies)
                   group by pt.photo_no) as having_it
                      join photo_tags other
                           on other.photo_no = having_it.photo_no
                               and other.release_no = (select active_release_no from taxonomies)
             group by other.tag_no) as together
         join tags o on o.tag_no = together.tag_no
         join taxonomy_tags ott
              on ott.tag_no = together.tag_no
                  and ott.version_no = (select r.version_no from releases r join taxonomies x on x.active_release_no = r.release_no)
where not exists (select from tag_ancestors a
                  where a.version_no = ott.version_no
                    and ((a.tag_no = t.tag_no and a.ancestor_no = o.tag_no) or (a.tag_no = o.tag_no and a.ancestor_no = t.tag_no)));
comment on view tags_together is 'Tags that photos of a tag, or of one below it, were given as well, in the release in force; not those above and below it. where tag_id = …';
comment on column tags_together.tag_id is 'The tag.';
comment on column tags_together.other_tag_id is 'The other tag, as given itself.';
comment on column tags_together.other_tag_name is 'What people read.';
comment on column tags_together.photos is 'Photos that have both. A few say little: ask for twenty or more.';
comment on column tags_together.share is 'Of the photos of the tag, how many have the other one, 0 to 1.';
comment on column tags_together.lift is 'How many times more often than if the two had nothing to do with each other: 1 is by chance, below 1 they avoid each other.';

create view tag_changes as
select r.name                                                          as release,
       b.name                                                          as base_release,
       r.release_no = (select active_release_no from taxonomies)       as in_force,
       p.photo_id,
       t.tag_id,
       change.kind                                                     as change
from releases r
         join releases b on b.release_no = r.base_no
         join photo_changes c on c.release_no = r.release_no
         cross join lateral (
             select pt.tag_no, 'gained' as kind
             from photo_tags pt
             where pt.release_no = r.release_no
               and pt.photo_no = c.photo_no
               and not exists (select from photo_tags o
                               where o.release_no = r.base_no and o.photo_no = c.photo_no and o.tag_no = pt.tag_no)
             union all
             select pt.tag_no, 'lost'
             from photo_tags pt
             where pt.release_no = r.base_no
               and pt.photo_no = c.photo_no
               and not exists (select from photo_tags o
                               where o.release_no = r.release_no and o.photo_no = c.photo_no and o.tag_no = pt.tag_no)) as change
         join tags t on t.tag_no = change.tag_no
         join photos p on p.photo_no = c.photo_no and p.status = 'catalogued'
where r.state <> 'retired'
  and b.state <> 'retired';
comment on view tag_changes is 'Tags that photos gain and lose from one release to another, for as long as both are kept. where in_force, or where release = …';
comment on column tag_changes.release is 'The release.';
comment on column tag_changes.base_release is 'The one that it came after.';
comment on column tag_changes.in_force is 'Whether the release is the one in force.';
comment on column tag_changes.photo_id is 'The photo.';
comment on column tag_changes.tag_id is 'The tag that was given itself; a tag above it may stay.';
comment on column tag_changes.change is 'gained or lost.';

create view disagreements as
select t.tag_id,
       p.photo_id,
       case w.verdict when 'accepted' then 'missed' else 'wrong' end as model_was,
       w.author,
       w.said_at
from verdicts w
         join photos p on p.photo_no = w.photo_no and p.status = 'catalogued'
         join tags t on t.tag_no = w.tag_no
         join taxonomy_tags tt
              on tt.tag_no = w.tag_no
                  and tt.version_no = (select r.version_no from releases r join taxonomies x on x.active_release_no = r.release_no)
         left join photo_tags pt
                   on pt.release_no = (select active_release_no from taxonomies) and pt.photo_no = w.photo_no and pt.tag_no = w.tag_no
where w.verdict = 'rejected'
   or pt.origin = 'human' and pt.score is null;
comment on view disagreements is 'Where people said something else than the model of the release in force: tags that they gave and it did not, and tags that they rejected.';
comment on column disagreements.tag_id is 'The tag.';
comment on column disagreements.photo_id is 'The photo.';
comment on column disagreements.model_was is 'missed (people gave a tag that the model did not) or wrong (people rejected it, as a model of this release or an earlier one gave it).';
comment on column disagreements.author is 'Who said so, where that was said.';
comment on column disagreements.said_at is 'When.';

create view photos_per_month as
select owner, date_trunc('month', taken_at)::date as month, count(*) as photos
from photos
where status = 'catalogued'
group by owner, date_trunc('month', taken_at);
comment on view photos_per_month is 'Catalogued photos by owner and by the month in which they were taken, by the camera''s clock.';
comment on column photos_per_month.owner is 'The photos'' owner; absent where uploads did not say.';
comment on column photos_per_month.month is 'Its first day; absent where files do not say when they were taken.';
comment on column photos_per_month.photos is 'How many.';

create function best_photos(of_tag text, how_many integer default 20)
    returns table (photo_id text, confidence real, owner text, source_uri text, taken_at timestamp)
    language sql stable
as
$$
select p.photo_id, best.confidence, p.owner, p.source_uri, p.taken_at
from (select one.photo_no, max(one.confidence) as confidence
      from tags t
               join tag_ancestors a
                    on a.ancestor_no = t.tag_no
                        and a.version_no = (select r.version_no from releases r join taxonomies x on x.active_release_no = r.release_no)
               cross join lateral (
                   select pt.photo_no, pt.confidence
                   from photo_tags pt
                   where pt.release_no = (select active_release_no from taxonomies) and pt.tag_no = a.tag_no
                   order by pt.confidence desc, pt.photo_no
                   limit how_many) as one
      where t.tag_id = of_tag
      group by one.photo_no
      order by max(one.confidence) desc, one.photo_no
      limit how_many) as best
         join photos p on p.photo_no = best.photo_no
order by best.confidence desc, best.photo_no
$$;
comment on function best_photos is 'The photos that have a tag, or one below it, with the highest confidence, in the release in force: what photos_of_tag says, without reading the others.';

create function nearest_photos(to_photo text, how_many integer default 10)
    returns table (photo_id text, cosine double precision)
    language plpgsql stable
as
$$
declare
    point text;
begin
    if how_many not between 1 and 1000 then
        raise exception 'how_many is %, not 1 to 1000', how_many;
    end if;
    -- The column's type is asked for each time: a catalog may have been restored from one of the other type.
    if (select format_type(atttypid, null) from pg_attribute
        where attrelid = 'embeddings'::regclass and attname = 'embedding') = 'halfvec' then
        point := '-(e.embedding <#> this.embedding)';
    else
        point := '(select sum(x * y)::float8 from unnest(e.embedding, this.embedding) as pair (x, y))';
    end if;
    return query execute format($query$
        select p.photo_id, near.cosine
        from (select e.photo_no, %s as cosine
              from (select e.photo_no, e.model_no, e.embedding
                    from photos p
                             join embeddings e on e.photo_no = p.photo_no
                    where p.photo_id = $1
                      and e.model_no = (select r.model_no from releases r join taxonomies x on x.active_release_no = r.release_no)) as this
                       join embeddings e on e.model_no = this.model_no and e.photo_no <> this.photo_no
              order by cosine desc, e.photo_no
              limit $2) as near
                 join photos p on p.photo_no = near.photo_no
        order by near.cosine desc, near.photo_no
        $query$, point) using to_photo, how_many;
end
$$;
comment on function nearest_photos is 'Photos that the model in force finds most like one, which must be catalogued: cosine 1 is the same. Exact: it compares with every photo, in proportion to the catalog. GET /search/photos/{id} is for those who cannot wait, where there is an index.';
