"""How an attempt to send may end."""

from core.errors import Sentence


class Undelivered(Exception):
    """Certain: nothing arrived. ``again`` tells whether waiting may help."""

    def __init__(self, sentence: Sentence, *, again: bool) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.again = again


class Uncertain(Exception):
    """It may have arrived, or not: never tried again without a person."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence
