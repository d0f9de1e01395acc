-- 0031_applied_functions.sql -- which text of each function the database has; README.md says how functions change.
--
-- From here on a function is defined in functions/ROOM/NAME.sql and nowhere else; those of the migrations before are
-- replaced by these.

CREATE TABLE usher.applied_functions (
    name       text        NOT NULL,
    sha256     text        NOT NULL, -- of the file that it was defined by
    release    text        NOT NULL, -- of the usherctl that did: "0.2.0"
    applied_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT applied_functions_name_once PRIMARY KEY (name),
    CONSTRAINT applied_functions_release_form CHECK (release ~ '^\d+(\.\d+)*$')
);
