-- Photos that show the same. A worker that looks behind the others writes pairs and groups; what is deleted or replaced takes its own
-- along with its embedding. A worker of the version before runs on: it only pays for a look at three indexes when a picture is replaced.

alter table photos add column picture_cells bytea check (length(picture_cells) = 384);
comment on column photos.picture_cells is 'The picture as a mosaic: brightness of 16 × 16 cells and two colour differences of 8 × 8, a byte each, row by row. Tells pictures apart whose perceptual hashes are alike. Absent where a version before looked at the photo.';

create table likenesses (
    photo_a       bigint      not null,
    photo_b       bigint      not null,
    model_no      integer     not null,
    kind          text        not null check (kind in ('same-file', 'same-picture', 'near-duplicate')),
    hash_distance smallint check (hash_distance between 0 and 64),
    cosine        real        not null,
    found_at      timestamptz not null default now(),
    primary key (photo_a, photo_b),
    check (photo_a < photo_b),
    foreign key (photo_a, model_no) references embeddings on delete cascade,
    foreign key (photo_b, model_no) references embeddings on delete cascade
);
create index likenesses_by_second on likenesses (photo_b, photo_a);
comment on table likenesses is 'Pairs of photos that show the same, each pair once. Of equal files, each is paired with the one of the lowest photo_no, and that one with others. View duplicates has the groups.';
comment on column likenesses.photo_a is 'The photo of the lower photo_no.';
comment on column likenesses.photo_b is 'The other one.';
comment on column likenesses.model_no is 'The model whose embeddings were compared.';
comment on column likenesses.kind is 'same-file (equal bytes), same-picture (re-encoded or resized), near-duplicate (cropped, re-lit, of one burst): the strictest that holds.';
comment on column likenesses.hash_distance is 'Bits in which the perceptual hashes differ, 0 to 64; absent where a photo has no hash, or is of one colour.';
comment on column likenesses.cosine is 'Of the two embeddings.';
comment on column likenesses.found_at is 'When.';

create table likeness_groups (
    group_no          bigint generated always as identity primary key,
    kind              text        not null check (kind in ('same-file', 'same-picture', 'near-duplicate')),
    photos            integer     not null check (photos > 1),
    reclaimable_bytes bigint      not null check (reclaimable_bytes >= 0),
    reason            text        not null,
    formed_at         timestamptz not null default now()
);
create index likeness_groups_by_bytes on likeness_groups (kind, reclaimable_bytes desc, group_no desc);
comment on table likeness_groups is 'Photos that show the same, each directly like the best of them. A photo is in at most one group of each kind; a group of a kind may hold stricter likenesses too. Formed anew, under a new number, when its photos change.';
comment on column likeness_groups.group_no is 'Key.';
comment on column likeness_groups.kind is 'The loosest likeness between the best and another member.';
comment on column likeness_groups.photos is 'Members when it was formed.';
comment on column likeness_groups.reclaimable_bytes is 'Bytes of all members but the best.';
comment on column likeness_groups.reason is 'Why the best is the best, in words.';
comment on column likeness_groups.formed_at is 'When.';

create table likeness_members (
    photo_no      bigint  not null,
    kind          text    not null check (kind in ('same-file', 'same-picture', 'near-duplicate')),
    group_no      bigint  not null references likeness_groups on delete cascade,
    model_no      integer not null,
    is_best       boolean not null,
    likeness      text check (likeness in ('same-file', 'same-picture', 'near-duplicate')),
    hash_distance smallint check (hash_distance between 0 and 64),
    cosine        real,
    primary key (photo_no, kind),
    check (is_best = (likeness is null)),
    foreign key (photo_no, model_no) references embeddings on delete cascade
);
create index likeness_members_by_group on likeness_members (group_no);
comment on table likeness_members is 'Which photos are in which group.';
comment on column likeness_members.photo_no is 'The photo.';
comment on column likeness_members.kind is 'The group''s kind.';
comment on column likeness_members.group_no is 'The group.';
comment on column likeness_members.model_no is 'The model whose embeddings were compared.';
comment on column likeness_members.is_best is 'Whether it is the one to keep.';
comment on column likeness_members.likeness is 'What it is to the best: same-file, same-picture or near-duplicate. Absent for the best itself.';
comment on column likeness_members.hash_distance is 'From the best, 0 to 64; absent for the best, and where there is no hash.';
comment on column likeness_members.cosine is 'With the best; absent for the best.';

create table likeness_marks (
    model_no     integer primary key references models,
    embedding_no bigint      not null,
    moved_at     timestamptz not null default now()
);
comment on table likeness_marks is 'How far each model''s embeddings were looked through for likenesses. To begin anew, delete the rows, and those of likenesses and likeness_groups.';
comment on column likeness_marks.model_no is 'The model.';
comment on column likeness_marks.embedding_no is 'The last one that was looked at.';
comment on column likeness_marks.moved_at is 'When that was.';

create table likeness_queue (
    photo_no  bigint primary key,
    queued_at timestamptz not null default clock_timestamp()
);
comment on table likeness_queue is 'Photos that lost somebody who was like them, and are looked at again. Usually empty.';
comment on column likeness_queue.photo_no is 'The photo; it may be gone itself.';
comment on column likeness_queue.queued_at is 'When.';

create function queue_lost_likenesses() returns trigger language plpgsql as $$
begin
    insert into likeness_queue (photo_no)
    select distinct photo_no from lost cross join lateral (values (photo_a), (photo_b)) as ends (photo_no)
    order by photo_no
    on conflict (photo_no) do update set queued_at = clock_timestamp();
    return null;
end $$;
comment on function queue_lost_likenesses is 'Whoever lost a likeness is looked at again.';
create trigger queue_lost_likenesses after delete on likenesses
    referencing old table as lost for each statement execute function queue_lost_likenesses();

create view duplicates as
select g.group_no,
       g.kind,
       g.photos,
       g.reclaimable_bytes,
       g.reason,
       m.is_best,
       m.likeness,
       m.hash_distance,
       m.cosine,
       p.photo_id,
       p.owner,
       p.source_uri,
       p.format,
       p.width,
       p.height,
       p.byte_size,
       p.taken_at,
       p.uploaded_at
from likeness_groups g
         join likeness_members m on m.group_no = g.group_no
         join photos p on p.photo_no = m.photo_no and p.status = 'catalogued';
comment on view duplicates is 'Groups of photos that show the same, a row for each photo. where kind = ''same-picture'' gives each photo once; without it, a group of equal files is also in the looser kinds.';
comment on column duplicates.group_no is 'The group.';
comment on column duplicates.kind is 'same-file (equal bytes), same-picture (re-encoded or resized as well), near-duplicate (cropped, re-lit, of one burst as well).';
comment on column duplicates.photos is 'How many the group had when it was formed.';
comment on column duplicates.reclaimable_bytes is 'Bytes of all of them but the best.';
comment on column duplicates.reason is 'Why the best is the best.';
comment on column duplicates.is_best is 'Whether this is the one to keep.';
comment on column duplicates.likeness is 'What this photo is to the best; absent for the best itself.';
comment on column duplicates.hash_distance is 'Bits in which its perceptual hash differs from the best''s.';
comment on column duplicates.cosine is 'Of its embedding and the best''s.';
comment on column duplicates.photo_id is 'The photo.';
comment on column duplicates.owner is 'The photo''s owner.';
comment on column duplicates.source_uri is 'Where its bytes are.';
comment on column duplicates.format is 'JPEG, PNG, …';
comment on column duplicates.width is 'Pixels, upright.';
comment on column duplicates.height is 'Pixels, upright.';
comment on column duplicates.byte_size is 'Bytes of the file.';
comment on column duplicates.taken_at is 'When it was taken, by the camera''s clock.';
comment on column duplicates.uploaded_at is 'As the upload event said.';
