-- A role that reads the catalog and can do nothing else. Named by a setting, so that psql and Tagstream run the same file:
--     psql -c "set tagstream.reader = 'analyst'" -f reader-role.sql
-- Whoever runs it may make roles and either owns the catalog or is a superuser. It may be run again.
do
$$
declare
    reader text := current_setting('tagstream.reader');
    owner  text := (select pg_get_userbyid(relowner) from pg_class where oid = 'photos'::regclass);
    home   text := (select nspname from pg_namespace n join pg_class c on c.relnamespace = n.oid where c.oid = 'photos'::regclass);
    object record;
begin
    if exists (select from pg_roles where rolname = reader and (rolsuper or pg_has_role(oid, owner, 'member'))) then
        raise exception 'role % owns the catalog or may do anything: a reader has to be another one', reader;
    end if;
    if not exists (select from pg_roles where rolname = reader) then
        execute format('create role %I login', reader);
    end if;
    execute format('alter role %I connection limit 10', reader);
    execute format('alter role %I set default_transaction_read_only = on', reader);
    execute format('alter role %I set statement_timeout = ''1min''', reader);
    execute format('alter role %I set idle_in_transaction_session_timeout = ''1min''', reader);
    execute format('alter role %I set idle_session_timeout = ''1h''', reader);
    execute format('alter role %I set work_mem = ''32MB''', reader);

    execute format('grant connect on database %I to %I', current_database(), reader);
    execute format('grant usage on schema %I to %I', home, reader);
    execute format('revoke all on all tables in schema %I from %I', home, reader);
    for object in select relname from pg_class
                  where relnamespace = home::regnamespace and relkind in ('r', 'v', 'm', 'p') and relname not in ('outbox', 'rejections')
        loop
            execute format('grant select on %I.%I to %I', home, object.relname, reader);
        end loop;
    -- What came in unreadable may be anything, and what is going out is read from Kafka.
    execute format('grant select (seq, kind, photo_id, event_id, created_at) on %I.outbox to %I', home, reader);
    execute format('grant select (rejection_no, photo_id, code, detail, log_no, event_offset, event_item, rejected_at) on %I.rejections to %I',
                   home, reader);
    -- Tables of migrations to come, which whoever owns the present ones will make. Functions are everybody's.
    execute format('alter default privileges for role %I in schema %I grant select on tables to %I', owner, home, reader);
end
$$;
