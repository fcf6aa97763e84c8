-- The newest outcomes, whatever photo they are of: what the page's live feed asks every two seconds.
create index photos_by_change on photos (changed_in);
comment on index photos_by_change is 'The newest outcomes first.';
