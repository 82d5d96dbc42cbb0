"""An address that is one slip of the finger away from where most people have theirs."""

# Where most people in this country have their mail. A name of two or three letters is left out:
# too many others are one letter away from it.
COMMON = (
    *("gmail.com", "hotmail.com", "hotmail.nl", "outlook.com", "live.nl", "live.com", "icloud.com"),
    *("yahoo.com", "ziggo.nl", "kpnmail.nl", "planet.nl", "xs4all.nl", "home.nl", "hetnet.nl"),
    *("casema.nl", "upcmail.nl", "telfort.nl", "solcon.nl", "chello.nl", "quicknet.nl"),
)


def meant(address: str) -> str:
    """Return the address that was probably meant; empty where nothing seems wrong."""
    name, _at, domain = address.strip().lower().rpartition("@")
    if not name or domain in COMMON:
        return ""
    found = next((each for each in COMMON if _one_slip(domain, each)), "")
    return f"{name}@{found}" if found else ""


def _one_slip(typed: str, known: str) -> bool:
    """Whether one letter is wrong, too many, forgotten, or has changed places with the next."""
    start = next(
        (at for at, (a, b) in enumerate(zip(typed, known, strict=False)) if a != b),
        min(len(typed), len(known)),
    )
    rest, right = typed[start:], known[start:]
    swapped = {right[1] + right[0] + right[2:]} if len(right) > 1 else set()
    return rest[1:] == right[1:] or rest[1:] == right or rest == right[1:] or rest in swapped
