-- What an admin can take out of the store: a seller with all that is theirs, or one product. The person it concerns reads
-- the reason. An admin is no one's to suspend: the owner takes the role away first, with `nexus user demote`.

ALTER TABLE users
    ADD COLUMN suspended_at timestamptz,
    ADD COLUMN suspension_reason text,
    ADD CONSTRAINT users_suspension_has_a_reason CHECK (
        (suspended_at IS NULL) = (suspension_reason IS NULL) AND char_length(suspension_reason) BETWEEN 1 AND 500),
    ADD CONSTRAINT users_admin_is_not_suspended CHECK (role <> 'admin' OR suspended_at IS NULL);

ALTER TABLE products
    ADD COLUMN taken_down_at timestamptz,
    ADD COLUMN takedown_reason text,
    ADD CONSTRAINT products_takedown_has_a_reason CHECK (
        (taken_down_at IS NULL) = (takedown_reason IS NULL) AND char_length(takedown_reason) BETWEEN 1 AND 500);

-- As in 0004, and one rule more: the product is not taken down, nor its seller suspended.
CREATE OR REPLACE FUNCTION orders_take_snapshot() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    product products%ROWTYPE;
BEGIN
    SELECT products.* INTO product FROM products JOIN users ON users.id = products.user_id
    WHERE products.id = NEW.product_id AND products.status = 'active'
        AND products.taken_down_at IS NULL AND users.suspended_at IS NULL
    FOR KEY SHARE OF products;
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

GRANT UPDATE (suspended_at, suspension_reason) ON users TO nexus_app;
GRANT UPDATE (taken_down_at, takedown_reason) ON products TO nexus_app;
