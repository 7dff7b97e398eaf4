"""One press on "Buy Now" is one order, however often it arrives."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from client import Client
from forms import forms_of

AT_ONCE = 50


def orders_of(store, email: str) -> list[list[str]]:
    return store.sql(f"SELECT id, status, amount FROM orders WHERE email = '{email}'")


def test_fifty_identical_posts_at_once_make_one_order_and_get_one_answer(store, client, someone):
    form = client.form("/checkout/1", field="email")
    filled = form.fields | {"email": someone, "name": "Iris"}
    all_connected = Barrier(AT_ONCE)

    def post(_) -> tuple[int, str]:
        one = Client(store, http2=False)
        one.http.cookies = client.http.cookies
        one.get("/static/none")  # connects
        all_connected.wait(30)
        answer = one.post(form.action, filled)
        return answer.status_code, answer.headers.get("location", "")

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(post, range(AT_ONCE)))
    assert len(set(answers)) == 1, sorted(set(answers))
    status, location = answers[0]
    assert status == 303 and "/success" in location
    [[order, state, amount]] = orders_of(store, someone)
    assert order in location
    assert (state, amount) == ("paid", "4999")
    events = store.sql(f"SELECT count(*) FROM order_events WHERE order_id = '{order}'")
    assert events == [["3"]], "created, processing and paid, once each"


def test_a_second_form_asks_first_and_then_makes_a_second_order(store, client, someone):
    first, asked = client.buy("1", someone), client.submit("/checkout/1", {"email": someone})
    assert asked.status_code == 422 and "Buy it again?" in asked.text
    assert len(orders_of(store, someone)) == 1
    form = next(form for form in forms_of(asked.text) if "email" in form.fields)
    second = client.post(form.action, form.fields).headers["location"]
    assert "/success" in second and first != second
    assert len(orders_of(store, someone)) == 2


def test_the_same_form_sent_again_later_shows_the_first_order(store, client, someone):
    form = client.form("/checkout/1", field="email")
    filled = form.fields | {"email": someone}
    answers = [client.post(form.action, filled).headers["location"] for _ in range(3)]
    assert len(set(answers)) == 1
    assert len(orders_of(store, someone)) == 1
