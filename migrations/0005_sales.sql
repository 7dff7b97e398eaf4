-- Each seller's sales by day (UTC), kept by a trigger as orders are paid and refunded, so that the dashboard reads
-- thirty rows however many orders there are. A refund takes the sale back from the day it was paid.

CREATE TABLE sales (
    seller_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    day       date NOT NULL,
    currency  text NOT NULL,
    orders    bigint NOT NULL,
    amount    bigint NOT NULL,

    PRIMARY KEY (seller_id, day, currency),
    CONSTRAINT sales_count_what_was_sold CHECK (orders >= 0 AND amount >= 0)
);

CREATE FUNCTION orders_count_sale() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.seller_id IS NULL OR NEW.status = OLD.status THEN
        RETURN NULL;
    END IF;
    IF NEW.status = 'paid' THEN
        INSERT INTO sales (seller_id, day, currency, orders, amount)
        VALUES (NEW.seller_id, (now() AT TIME ZONE 'UTC')::date, NEW.currency, 1, NEW.amount)
        ON CONFLICT (seller_id, day, currency)
        DO UPDATE SET orders = sales.orders + 1, amount = sales.amount + EXCLUDED.amount;
    ELSIF NEW.status = 'refunded' THEN
        UPDATE sales SET orders = sales.orders - 1, amount = sales.amount - NEW.amount
        WHERE seller_id = NEW.seller_id AND currency = NEW.currency AND day = (
            SELECT (created_at AT TIME ZONE 'UTC')::date FROM order_events
            WHERE order_id = NEW.id AND to_status = 'paid'
            ORDER BY id DESC LIMIT 1
        );
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER orders_count_sale AFTER UPDATE OF status ON orders FOR EACH ROW EXECUTE FUNCTION orders_count_sale();

GRANT SELECT ON sales TO nexus_app;
