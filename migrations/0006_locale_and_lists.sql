-- What is the same and what comes first must not depend on how a database was made: under a Turkish locale lower('I') is
-- not 'i', so that one address had two accounts and one form two orders. So the collations are named here. Addresses are
-- ASCII: lower() under "C" turns A to Z and nothing else. Names are in any script: "und-x-icu" is Unicode's own rule,
-- the same everywhere, and their order is that of their bytes.
--
-- Workers of the version before cannot register anybody or take an order while this is in place and they still run.

DROP INDEX users_email_key;
CREATE UNIQUE INDEX users_email_key ON users (lower(email COLLATE "C"));

ALTER TABLE users
    DROP CONSTRAINT users_email_is_an_address,
    ADD CONSTRAINT users_email_is_an_address CHECK (
        email COLLATE "C" ~ '^[^@[:space:][:cntrl:]]+@[^@[:space:][:cntrl:]]+$' AND octet_length(email) <= 254);
ALTER TABLE orders
    DROP CONSTRAINT orders_email_is_an_address,
    ADD CONSTRAINT orders_email_is_an_address CHECK (
        email COLLATE "C" ~ '^[^@[:space:][:cntrl:]]+@[^@[:space:][:cntrl:]]+$' AND octet_length(email) <= 254);

DROP INDEX products_by_name;
CREATE INDEX products_by_name ON products ((lower(name COLLATE "und-x-icu") COLLATE "C"), id DESC);

-- The key of a page of the shelf is a moment and a slug: it holds when that product is gone, and counts nothing.
DROP INDEX products_published;
CREATE INDEX products_published ON products (created_at DESC, slug COLLATE "C" DESC) WHERE status = 'active';

DROP INDEX orders_one_per_form;
CREATE UNIQUE INDEX orders_one_per_form ON orders (product_id, checkout_key, lower(email COLLATE "C"));
DROP INDEX orders_by_seller_email;
CREATE INDEX orders_by_seller_email ON orders (seller_id, lower(email COLLATE "C"), created_at DESC, id DESC);
DROP INDEX orders_by_email;
CREATE INDEX orders_by_email ON orders (lower(email COLLATE "C"), created_at DESC, id DESC);
