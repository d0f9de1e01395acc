-- 0001_schema_and_roles.sql -- the schema, and the two roles that work in it.
--
-- The owner of the schema is whoever runs the migrations. The roles may only read, and call the functions that are
-- granted to them, so that a worker that has been taken over cannot change a sale or mint a point.

CREATE SCHEMA IF NOT EXISTS usher;

-- Roles belong to the whole cluster, and another database of it may have made them already, even at this moment.
DO $$
DECLARE
    role_name text;
BEGIN
    FOREACH role_name IN ARRAY ARRAY['usher_worker', 'usher_scheduler'] LOOP
        BEGIN
            EXECUTE format('CREATE ROLE %I LOGIN', role_name);
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL;
        END;
    END LOOP;
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO usher_worker, usher_scheduler', current_database());
END
$$;

-- A function is callable by everybody unless this is said; the later migrations grant each function by name.
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

GRANT USAGE ON SCHEMA usher TO usher_worker, usher_scheduler;
