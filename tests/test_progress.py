"""Progress as plain lines: the beginning and end of each stage, and a line now and then between."""

from flows.progress import Progress, make_lines


def test_lines_come_at_the_ends_of_a_stage_and_now_and_then() -> None:
    lines: list[str] = []
    times = iter([0.0, 1.0, 6.0, 6.5, 7.0, 7.5, 8.0, 8.5, 9.0, 9.5, 10.0])
    now = [0.0]

    def clock() -> float:
        return now[0]

    report = make_lines(clock, lines.append)
    for moment, step in [
        (next(times), Progress("listing sources")),
        (next(times), Progress("reading", 0, 30)),
        (next(times), Progress("reading", 10, 30)),
        (next(times), Progress("reading", 20, 30)),
        (next(times), Progress("reading", 30, 30, "29 documents")),
        (next(times), Progress("landing")),
    ]:
        now[0] = moment
        report(step)
    assert lines == ["listing sources", "reading 0/30", "reading 10/30", "reading 30/30  29 documents", "landing"]
