-- People who have an account. A seller registers; an admin is made by `nexus user create-admin` with the owner's role,
-- because the application's role cannot write `role`.

CREATE TABLE users (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email      text NOT NULL,
    password   text NOT NULL,
    name       text NOT NULL DEFAULT '',
    role       text NOT NULL DEFAULT 'seller',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),

    CONSTRAINT users_email_is_an_address CHECK (email ~ '^[^@[:space:][:cntrl:]]+@[^@[:space:][:cntrl:]]+$' AND octet_length(email) <= 254),
    CONSTRAINT users_password_is_argon2id CHECK (password LIKE '$argon2id$%'),
    CONSTRAINT users_name_length CHECK (char_length(name) <= 255),
    CONSTRAINT users_role_is_known CHECK (role IN ('seller', 'admin'))
);

-- One account per address without regard to case; text_pattern_ops lets the same index serve the admin's search by prefix.
CREATE UNIQUE INDEX users_email_key ON users (lower(email) text_pattern_ops);

-- What every table with an updated_at column runs before an update.
CREATE FUNCTION touch_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END
$$;

CREATE TRIGGER users_touch BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

GRANT SELECT, INSERT (email, password, name), UPDATE (email, password, name) ON users TO nexus_app;
