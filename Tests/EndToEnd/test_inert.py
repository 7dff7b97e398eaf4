"""What people type is shown as they typed it, and does nothing."""

import pytest

from client import Client

EVIL = "\"'<>&\u2028</title></textarea><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7 }}<!--# echo -->"
NAME = EVIL.replace("\u2028", "")[:200]
"""The same on one line, which a name has to be."""


@pytest.fixture(scope="module")
def villain(store):
    """A seller all of whose texts are hostile, with a sale to a buyer of the same kind."""
    villain = Client(store).register("vil'lain+<b>@example.com".replace("<b>", ""), NAME)
    villain.product = villain.create_product(NAME, description=EVIL)
    villain.declined = Client(store).decline(villain.product)
    villain.receipt = Client(store).buy(villain.product, "o'brien&co@example.com", NAME)
    [[villain.slug]] = store.sql(f"SELECT slug FROM products WHERE id = {villain.product}")
    [[villain.order]] = store.sql(f"SELECT id FROM orders WHERE product_id = {villain.product} AND status = 'paid'")
    [[villain.user]] = store.sql(f"SELECT user_id FROM products WHERE id = {villain.product}")
    return villain


def test_hostile_text_is_inert_on_every_page_that_shows_it(store, cast, villain, browsers):
    pages = {
        villain: ["/", f"/products/{villain.slug}", f"/checkout/{villain.product}", villain.receipt,
                  villain.declined, "/dashboard",
                  "/dashboard/products", f"/dashboard/products/{villain.product}/edit",
                  f"/dashboard/products/{villain.product}/deletion", "/dashboard/orders",
                  f"/dashboard/orders/{villain.order}"],
        cast.admin: ["/admin", "/admin/users", f"/admin/users/{villain.user}", "/admin/products",
                     f"/admin/products/{villain.product}", "/admin/orders", f"/admin/orders/{villain.order}"],
    }
    for person, paths in pages.items():
        context = browsers("chromium").new_context(ignore_https_errors=True, bypass_csp=True, base_url=store.url)
        for cookie in person.http.cookies.jar:
            context.add_cookies([{"name": cookie.name, "value": cookie.value, "url": store.url}])
        page = context.new_page()
        page.on("dialog", lambda dialog: pytest.fail(f"a script ran on {page.url}: {dialog.message}"))
        for path in paths:
            assert page.goto(path).status == 200, path
            assert page.locator("script, img[src=x], [onerror]").count() == 0, path
            assert NAME[:5] in page.content().replace("&quot;", '"').replace(
                "&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"), path
        context.close()


def test_hostile_text_comes_back_exactly_in_the_form_that_edits_it(villain):
    form = villain.form(f"/dashboard/products/{villain.product}/edit", field="price")
    assert form.fields["name"] == NAME
    # A line separator has become the line's end that it looks like (case 9).
    assert form.fields["description"] == EVIL.replace("\u2028", "\n")
    assert villain.submit(f"/dashboard/products/{villain.product}/edit", {"price": "13"}).status_code == 303
    again = villain.form(f"/dashboard/products/{villain.product}/edit", field="price")
    assert again.fields["description"] == EVIL.replace("\u2028", "\n")
