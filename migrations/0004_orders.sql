-- What was bought, as it was when it was bought.
--
-- The application may say only who buys which product with which form; seller, name, price, amount and currency are
-- copied from the product's row by the trigger below, so that no page can name its own price. Afterwards it may change
-- nothing but the status, and only along the arrows:
--
--     created ──> processing ──> paid ──> refunded
--        └────────────┴──> cancelled

CREATE TABLE orders (
    id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    product_id    bigint REFERENCES products ON DELETE SET NULL,
    seller_id     bigint REFERENCES users ON DELETE SET NULL,
    product_name  text NOT NULL,
    product_price bigint NOT NULL,
    email         text NOT NULL,
    name          text NOT NULL DEFAULT '',
    status        text NOT NULL DEFAULT 'created',
    amount        bigint NOT NULL,
    currency      text NOT NULL,
    checkout_key  uuid NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),

    CONSTRAINT orders_email_is_an_address CHECK (email ~ '^[^@[:space:][:cntrl:]]+@[^@[:space:][:cntrl:]]+$' AND octet_length(email) <= 254),
    CONSTRAINT orders_name_length CHECK (char_length(name) <= 255),
    CONSTRAINT orders_amount_is_the_price CHECK (amount = product_price),
    CONSTRAINT orders_amount_range CHECK (amount BETWEEN 0 AND 99999999),
    CONSTRAINT orders_currency_form CHECK (currency ~ '^[A-Z]{3}$'),
    CONSTRAINT orders_status_is_known CHECK (status IN ('created', 'processing', 'paid', 'refunded', 'cancelled'))
);

-- One order per filled-in form, however often it is sent. Also the index by product.
CREATE UNIQUE INDEX orders_one_per_form ON orders (product_id, checkout_key, lower(email));
-- A seller's lists: by time, by status and time, by the beginning of the buyer's address.
CREATE INDEX orders_by_seller ON orders (seller_id, created_at DESC, id DESC);
CREATE INDEX orders_by_seller_status ON orders (seller_id, status, created_at DESC, id DESC);
CREATE INDEX orders_by_seller_email ON orders (seller_id, lower(email) text_pattern_ops, created_at DESC, id DESC);
-- The admin's lists: the same over everybody.
CREATE INDEX orders_by_time ON orders (created_at DESC, id DESC);
CREATE INDEX orders_by_status ON orders (status, created_at DESC, id DESC);
CREATE INDEX orders_by_email ON orders (lower(email) text_pattern_ops, created_at DESC, id DESC);

-- Every status an order ever had. Written by a trigger only.
CREATE TABLE order_events (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_id    uuid NOT NULL REFERENCES orders ON DELETE CASCADE,
    from_status text,
    to_status   text NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX order_events_by_order ON order_events (order_id, id);

-- SECURITY DEFINER, here and below: the right to write belongs to the rule, not to the caller.
CREATE FUNCTION orders_take_snapshot() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    product products%ROWTYPE;
BEGIN
    SELECT * INTO product FROM products WHERE id = NEW.product_id AND status = 'active' FOR KEY SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'an order needs a published product'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'orders_product_is_published', TABLE = 'orders';
    END IF;
    NEW.seller_id := product.user_id;
    NEW.product_name := product.name;
    NEW.product_price := product.price;
    NEW.amount := product.price;
    NEW.currency := product.currency;
    NEW.status := 'created';
    RETURN NEW;
END
$$;

CREATE FUNCTION orders_guard_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.status, NEW.status) NOT IN (
        ('created', 'processing'), ('created', 'cancelled'),
        ('processing', 'paid'), ('processing', 'cancelled'),
        ('paid', 'refunded')
    ) AND OLD.status <> NEW.status THEN
        RAISE EXCEPTION 'an order cannot go from % to %', OLD.status, NEW.status
            USING ERRCODE = 'check_violation', CONSTRAINT = 'orders_status_change_is_legal', TABLE = 'orders';
    END IF;
    -- The product and the seller may vanish (ON DELETE SET NULL); nothing else of a purchase ever changes.
    IF ROW(NEW.id, NEW.product_name, NEW.product_price, NEW.email, NEW.name, NEW.amount, NEW.currency, NEW.checkout_key, NEW.created_at)
        IS DISTINCT FROM
        ROW(OLD.id, OLD.product_name, OLD.product_price, OLD.email, OLD.name, OLD.amount, OLD.currency, OLD.checkout_key, OLD.created_at)
        OR (NEW.product_id IS DISTINCT FROM OLD.product_id AND NEW.product_id IS NOT NULL)
        OR (NEW.seller_id IS DISTINCT FROM OLD.seller_id AND NEW.seller_id IS NOT NULL)
    THEN
        RAISE EXCEPTION 'an order keeps what was bought'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'orders_purchase_is_final', TABLE = 'orders';
    END IF;
    NEW.updated_at := now();
    RETURN NEW;
END
$$;

CREATE FUNCTION orders_record_event() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO order_events (order_id, to_status) VALUES (NEW.id, NEW.status);
    ELSIF NEW.status <> OLD.status THEN
        INSERT INTO order_events (order_id, from_status, to_status) VALUES (NEW.id, OLD.status, NEW.status);
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER orders_take_snapshot BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION orders_take_snapshot();
CREATE TRIGGER orders_guard_change BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION orders_guard_change();
CREATE TRIGGER orders_record_event AFTER INSERT OR UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION orders_record_event();

GRANT SELECT, INSERT (product_id, email, name, checkout_key), UPDATE (status) ON orders TO nexus_app;
GRANT SELECT ON order_events TO nexus_app;
