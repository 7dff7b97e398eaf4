-- What a buyer gets, in a few words: "PDF, 120 pages".

ALTER TABLE products ADD COLUMN format text NOT NULL DEFAULT '',
    ADD CONSTRAINT products_format_length CHECK (char_length(format) <= 120);

GRANT INSERT (format), UPDATE (format) ON products TO nexus_app;

-- It is a change of the product like the others.
DROP TRIGGER products_touch ON products;
CREATE TRIGGER products_touch BEFORE UPDATE OF name, description, price, currency, status, taken_down_at, format ON products
    FOR EACH ROW EXECUTE FUNCTION touch_updated_at();
DROP TRIGGER products_version ON products;
CREATE TRIGGER products_version BEFORE UPDATE OF name, description, price, currency, status, format ON products
    FOR EACH ROW EXECUTE FUNCTION products_count_version();
