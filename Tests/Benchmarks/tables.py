"""Tables in Markdown: texts to the left, figures to the right."""


def heading(first: str, *others: str) -> None:
    row(first, *others)
    print("|---" + "|---:" * len(others) + "|")


def row(*cells: str) -> None:
    print("| " + " | ".join(cells) + " |", flush=True)
