-- Listing photos by when they were uploaded, long ago: without it, all newer photos are looked through first.
create index photos_by_uploaded_at on photos (uploaded_at) where uploaded_at is not null;
