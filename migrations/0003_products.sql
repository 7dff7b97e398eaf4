-- What sellers sell. The slug is made once from the name and stays, so that links that were sent keep working.

CREATE TABLE products (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id     bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    slug        text NOT NULL,
    name        text NOT NULL,
    description text NOT NULL DEFAULT '',
    price       bigint NOT NULL,
    currency    text NOT NULL DEFAULT 'USD',
    status      text NOT NULL DEFAULT 'draft',
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),

    CONSTRAINT products_slug_key UNIQUE (slug),
    CONSTRAINT products_slug_form CHECK (slug ~ '^[a-z0-9-]{1,80}$'),
    CONSTRAINT products_name_length CHECK (char_length(name) BETWEEN 1 AND 255),
    CONSTRAINT products_description_size CHECK (octet_length(description) <= 51200),
    CONSTRAINT products_price_range CHECK (price BETWEEN 0 AND 99999999),
    CONSTRAINT products_currency_form CHECK (currency ~ '^[A-Z]{3}$'),
    CONSTRAINT products_status_is_known CHECK (status IN ('draft', 'active', 'archived'))
);

-- /dashboard/products, and the cascade from users.
CREATE INDEX products_by_user ON products (user_id, id DESC);
-- The front page: published products, newest first.
CREATE INDEX products_published ON products (created_at DESC, id DESC) WHERE status = 'active';
-- The admin's search by the beginning of a name.
CREATE INDEX products_by_name ON products (lower(name) text_pattern_ops);

CREATE TRIGGER products_touch BEFORE UPDATE ON products FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

GRANT SELECT, DELETE,
    INSERT (user_id, slug, name, description, price, currency, status),
    UPDATE (name, description, price, currency, status) ON products TO nexus_app;
