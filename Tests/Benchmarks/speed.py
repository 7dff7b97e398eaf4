"""The first table: how many requests a second, how long each waits, how much memory, how soon the first answer."""

from statistics import median

from cluster import Store, progress
from load import CONNECTIONS, Round, run
from peers import Peer, UnlabelledPHP
from tables import heading, row
from web import Web


def measure(web: Web, store: Store, everybody: list[Peer], is_small: bool) -> None:
    rounds, seconds = (3, 2) if is_small else (5, 4)
    taken: dict[str, dict[str, list[Round]]] = {}
    for page in [*store.pages(), "checkout"]:
        progress(f"measuring {page}")
        taken[page] = {peer.name: [] for peer in everybody}
        for peer in everybody:
            run(web.ports[peer.name], page, store, 1, peer.workers())
        for number in range(rounds):
            # Everybody comes first once: what the machine does besides hits all of them alike.
            turn = number % len(everybody)
            for peer in everybody[turn:] + everybody[:turn]:
                taken[page][peer.name].append(
                    run(web.ports[peer.name], page, store, seconds, peer.workers()))
    print(f"{CONNECTIONS} connections, {rounds} rounds of {seconds} s for each, in turn.\n")
    print_rates(taken)
    memory = {peer.name: peer.private_memory() for peer in everybody}
    for peer in everybody:
        peer.stop()
    print_costs(memory, everybody, store)


def print_rates(taken: dict[str, dict[str, list[Round]]]) -> None:
    heading("page", "who", "requests/s", "Nexus to it", "lowest to highest", "p50 ms", "p95 ms", "p99 ms",
            "CPU µs")
    for page, by_peer in taken.items():
        nexus = [one.rate for one in by_peer["Nexus"]]
        for name, measured in by_peer.items():
            ratios = [ours / one.rate for ours, one in zip(nexus, measured)]
            is_self = name == "Nexus"
            row(
                page if is_self else "", name, f"{median(one.rate for one in measured):,.0f}",
                "" if is_self else f"{median(ratios):.2f}",
                "" if is_self else f"{min(ratios):.2f} to {max(ratios):.2f}",
                *(f"{median(getattr(one, name) for one in measured):.1f}" for name in ("p50", "p95", "p99")),
                f"{median(one.cpu for one in measured):,.0f}")
    print()


def print_costs(memory: dict[str, float], everybody: list[Peer], store: Store) -> None:
    heading("who", "processes", "private memory of each, MB", "first answer after, ms")
    page = "product page"
    for peer in everybody:
        if isinstance(peer, UnlabelledPHP):
            continue
        first = [peer.seconds_to_first_answer(store.pages()[page], store.cookie(page)) for _ in range(7)]
        row(peer.name, str(peer.processes), f"{memory[peer.name]:.1f}", f"{median(first) * 1000:.0f}")
    print()
