"""What people do in this store, in every browser, with JavaScript and without."""

from visitors import Visitor

DEMO = ("test@test.com", "password123")


def log_in(visitor: Visitor) -> None:
    visitor.open("/auth/login")
    visitor.fill('input[type="email"]', DEMO[0])
    visitor.fill('input[type="password"]', DEMO[1])
    visitor.click('button[type="submit"]')
    visitor.wait_for("/dashboard$")


def buy(visitor: Visitor, email: str) -> None:
    visitor.open("/checkout/1")
    visitor.fill('input[name="email"]', email)
    visitor.press("Buy Now")
    visitor.wait_for("/success")


def test_the_demo_user_logs_in(visitor):
    log_in(visitor)
    assert "Log out" in visitor.text()


def test_a_seller_puts_up_a_product(visitor):
    log_in(visitor)
    visitor.open("/dashboard/products/new")
    visitor.fill('[name="name"]', "Test Product")
    visitor.fill('[name="price"]', "29.99")
    visitor.click('button[type="submit"]')
    visitor.wait_for("/dashboard/products(?!/new)")
    assert "Product created" in visitor.text()
    assert "29.99" in visitor.text()


def test_a_buyer_pays_without_an_account_and_the_seller_sees_it(visitor, someone):
    visitor.open("/")
    visitor.press("My First Awesome Course")
    visitor.wait_for("/products/")
    assert "49.99" in visitor.text()
    visitor.press("Buy")
    visitor.wait_for("/checkout/1$")
    buy(visitor, someone)
    assert someone in visitor.text() and "49.99" in visitor.text()
    log_in(visitor)
    assert someone in visitor.text()


def test_the_first_buy_now_on_the_checkout_page_is_the_button(store, browsers):
    """As a test of somebody would find it who has only read what the page says."""
    context = browsers("chromium").new_context(base_url=store.url, ignore_https_errors=True)
    page = context.new_page()
    page.goto("/checkout/1")
    page.fill('input[type="email"]', "outsider@example.com")
    page.click("text=Buy Now")
    page.wait_for_url("**/success*")
    context.close()


def test_a_seller_finds_an_order_by_the_buyers_address(visitor, someone):
    buy(visitor, someone)
    log_in(visitor)
    visitor.open("/dashboard/orders")
    visitor.fill('[name="q"]', someone)
    visitor.press("Search")
    visitor.wait_for(r"\?q=")
    assert someone in visitor.text()
    visitor.press("My First Awesome Course")
    visitor.wait_for("/dashboard/orders/.")
    assert "Paid" in visitor.text()
    visitor.open("/dashboard/orders?q=nobody-at-all")
    assert someone not in visitor.text()


def test_a_seller_changes_and_deletes_a_product(visitor):
    log_in(visitor)
    visitor.open("/dashboard/products/new")
    visitor.fill('[name="name"]', "Not for Long")
    visitor.fill('[name="price"]', "5")
    visitor.click('button[type="submit"]')
    visitor.wait_for("/dashboard/products(?!/new)")
    visitor.press("Not for Long")
    visitor.wait_for("/edit$")
    visitor.fill('[name="price"]', "6.50")
    visitor.click('button[type="submit"]')
    visitor.wait_for("/dashboard/products")
    assert "Product updated" in visitor.text()
    visitor.open("/dashboard/products")
    visitor.press("Not for Long")
    visitor.wait_for("/edit$")
    visitor.press("Delete this product")
    visitor.wait_for("/deletion$")
    assert "Not for Long" in visitor.text()
    visitor.press("Delete product")
    visitor.wait_for("/dashboard/products$")
    assert "Product deleted" in visitor.text()
    assert "Not for Long" not in visitor.text()


def test_a_new_seller_registers_and_starts_with_an_empty_store(visitor, someone):
    visitor.open("/auth/register")
    visitor.fill('input[name="email"]', someone)
    visitor.fill('input[name="password"]', "a long enough pass phrase")
    visitor.fill('input[name="name"]', "Tomo")
    visitor.click('button[type="submit"]')
    visitor.wait_for("/dashboard$")
    assert "Tomo" in visitor.text()
    assert "My First Awesome Course" not in visitor.text()


def test_a_wrong_password_is_said_beside_the_form_and_the_email_kept(visitor):
    visitor.open("/auth/login")
    visitor.fill('input[type="email"]', DEMO[0])
    visitor.fill('input[type="password"]', "not the pass phrase")
    visitor.click('button[type="submit"]')
    visitor.wait_for("/auth/login$")
    assert "Log out" not in visitor.text()
    visitor.fill('input[type="password"]', DEMO[1])
    visitor.click('button[type="submit"]')
    visitor.wait_for("/dashboard$")


def test_the_login_leads_to_the_page_first_asked_for_and_the_logout_out(visitor):
    visitor.open("/dashboard/orders?status=paid")
    visitor.wait_for("/auth/login")
    visitor.fill('input[type="email"]', DEMO[0])
    visitor.fill('input[type="password"]', DEMO[1])
    visitor.click('button[type="submit"]')
    visitor.wait_for(r"/dashboard/orders\?status=paid$")
    visitor.press("Log out")
    visitor.wait_for("/(auth/login)?$")
    visitor.open("/dashboard")
    visitor.wait_for("/auth/login")


def test_a_declined_payment_charges_nothing_and_can_be_tried_again(visitor, someone):
    visitor.open("/checkout/1")
    visitor.fill('input[name="email"]', f"decline@{someone.partition('@')[0]}.example")
    visitor.press("Buy Now")
    visitor.wait_for("/declined$")
    assert "declined" in visitor.text()
    visitor.press("Try again")
    visitor.wait_for("/checkout/1$")
    visitor.fill('input[name="email"]', someone)
    visitor.press("Buy Now")
    visitor.wait_for("/success")
