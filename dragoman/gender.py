"""The gender of persons by their given names, and titles that disagree with it (o senador Amy). A leaf.

Engines that read one sentence make most who hold an office men. Portuguese as a target alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_WOMEN = frozenset(
    """abigail adriana agnes alessandra alexandra alice alicia alison amanda amelia amy ana anastasia andressa angela
    angelica anita ann anna anne annie ariana ashley audrey barbara beatrice beatriz benedita bernadette bethany betty
    bianca brenda bridget brittany bruna camila carla carlota caroline catarina catherine cecilia cecília christiane
    christina christine clara clarice claudia cleonice cláudia cristina crystal cynthia célia cíntia daniela danielle
    deborah denise dilma donna dorothy débora edith edna elaine eleanor elena eliana eliane elisa elisabeth elizabeth
    ellen eloísa elsa emily emma erica erika erna esther eugenia eva evelyn fabiana fernanda flavia flávia francisca
    fátima gabriela gabrielle geraldine giovanna gisele gladys grace greta gwen hanna hannah heather helen helena
    heloísa hillary ingrid irene isabel isabela isabella isabelle ivana ivone jacinda jacqueline janaína jandira jane
    janet jennifer jenny jessica joana joanna jolúzia josefa juana judith julia juliana julie jussara jéssica júlia
    karen karina karla katarzyna kate katherine kathleen kathy katia keiko kimberly kirsten kristen kátia larissa
    laura leila letícia lilian lillian linda lindsay lisa liz lorena louise lucia luciana lucy luisa luiza luísa lydia
    lívia lúcia madeleine mafalda magda maisa manuela marcela margaret margarida maria mariana marie mariela marilyn
    marina marisa marlene marta martha mary maría marília matilde megan melania melanie melissa meryl michelle mirela
    miriam moira monica márcia mônica nadia nancy naomi natalia natalie natasha nathalie natália neusa nicole nilza
    nina odete olga olivia pamela patricia patrícia paula penelope priscila priti rachel raquel rebecca renata rita
    roberta rosalind rosana roseana rosemary rosinha rosângela ruth sabrina sally samantha sandra sara sarah scarlett
    sharon sheila shirley silvana silvia simone sonia sophia sophie stephanie sue susan susana suzana suzane suzanne
    sylvia sílvia sônia tabata talita tamara tatiana teresa terezinha thaís theresa tina tracey tulsi tânia ursula
    valentina valeria valerie valéria vanessa veronica verônica viviane wanda wendy yolanda yvonne zuleica
    zélia érica""".split()
)
_MEN = frozenset(
    """aaron abraham adalberto adam ademir adolfo adrian afonso alan albert alberto alejandro alexander alexandre alexei
    alfred alfredo aloizio aloysio anderson andrew andrey andré anthony antoine antonio antónio antônio armando
    arnaldo arnold arthur artur augusto aécio barack benedito benjamin bernard bernardo bernie bob boris brad brian
    bruce bruno caetano caio carl carlos celso charles chico christopher ciro claudio cláudio colin cristiano
    cristóvão césar daniel danilo david denis dennis diego dmitri dominic donald dustin dwight edgar edinho edmundo
    edson eduardo edward elias emanuel emmanuel enrique eric erick ernesto esteban eugene eunício evandro felipe
    fernando filipe flávio francisco franck frank frederick frederico fábio gabriel gary geddel george gerald geraldo
    gerson gilberto gilmar giovanni giuseppe gonçalo greg gregory guilherme guillermo gustavo hans harold harry hassan
    heitor henri henrique henry hosni howard hugo humberto hélio iain ian igor isaac ivan jack jacob jacques jaime
    jair james jason javier jeff jeffrey jeremy jerome jerry jesús jim joaquim joe joel john jonathan jorge joseph
    josh joshua josé joão juan julian juliano justin karl keith kenneth kevin klaus larry leandro leo leonardo leonel
    lorenzo louis lucas luciano ludwig luis luiz luke luís lázaro manoel manuel marc marcel marcelo marco marcos mario
    mark martin mateus matheus matthew mauro maurício max maximilian michael michel miguel mike mitch mohamed mohammed
    muhammad murilo márcio mário nathan nicholas nicolas nicolás nigel octavio olaf oleg oliver omar otto otávio pablo
    patrick paul paulo pedro peter philip philippe pierre rafael ralph ramón raul raymond raúl reginaldo reinaldo
    renan renato ricardo richard rick robert roberto robson rodrigo roger rogério romero romário ronald ronaldo ronan
    rubens rupert ryan samuel sean sebastian sebastião sergey sergio silvio simon stephen steve steven stuart sérgio
    sílvio tarcísio ted teodoro teori thiago thomas tiago tim timothy tom tomás tony torquato travis valdemar valdir
    valter viktor vincent vinícius vitor vladimir volodymyr walter wesley wilhelm william xavier yuri zeca álvaro
    ángel édson""".split()
)
"""Given names, in small letters, that only women or only men bear in the news, and no town."""
_ARTICLES = dict(pair.split("/") for pair in "o/a ao/à do/da no/na pelo/pela um/uma".split())
_TITLES = dict(
    pair.split("/")
    for pair in "senador/senadora governador/governadora prefeito/prefeita deputado/deputada vereador/vereadora"
    " ministro/ministra primeiro-ministro/primeira-ministra secretário/secretária diretor/diretora juiz/juíza"
    " embaixador/embaixadora procurador/procuradora promotor/promotora advogado/advogada candidato/candidata"
    " ator/atriz cantor/cantora escritor/escritora autor/autora professor/professora médico/médica rei/rainha"
    " príncipe/princesa pesquisador/pesquisadora treinador/treinadora jogador/jogadora presidente/presidente"
    " representante/representante porta-voz/porta-voz jornalista/jornalista líder/líder cientista/cientista"
    " chanceler/chanceler ativista/ativista comandante/comandante colunista/colunista analista/analista".split()
)
"""Titles of men and of women; where both are one, the article alone tells."""
_ARTICLE_OF, _TITLE_OF = (({she: he for he, she in each.items()}, each) for each in (_ARTICLES, _TITLES))
"""The form for a man and that for a woman, by the other one."""
_ENDINGS = (("ês", "esa"), ("ão", "ã"), ("ol", "ola"), ("o", "a"))
"""How adjectives of nations and parties end for men and for women; others are alike for both."""
_CAPITAL = re.compile(r"\b[A-ZÀ-Ý][\w'’-]+")
_PLACE = r"\s(?:d[aeo]s?|para)\s(?:[ao]s?\s)?[A-ZÀ-Ý][\w.'’-]*(?:\s[A-ZÀ-Ý][\w.'’-]*)*"
_FOLLOWED = rf"(?:(?:{_PLACE}){{1,3}},)?\s(?P<name>[A-ZÀ-Ý][\w'’-]+)(?=\s[A-ZÀ-Ý])"


def _pattern(articles: str, titles: str, adjective: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w-])(?:(?P<article>(?i:{articles}))\s)?(?P<before>(?i:ex-|vice-)*)(?P<title>(?i:{titles}))"
        rf"(?P<adjective>(?:\s[\w-]*(?:{adjective}))?){_FOLLOWED}"
    )


_HE = _pattern("|".join(_ARTICLES), "|".join(_TITLES), "[^aãe]no|ano|ês|emão|hol|tro|ico|eiro|ense|ista")
_SHE = _pattern("|".join(_ARTICLES.values()), "|".join(_TITLES.values()), "ana|ina|esa|emã|ense|ista")
_DONE = r"(?P<done>\w*(?:[ai]d|eit|ist|res|mort|post)[oa])(?!\w)"
_WHO_WAS = re.compile(
    r"(?:^|[.;:“\"—]\s?)(?P<name>[A-ZÀ-Ý][\w'’-]+)(?:\s[A-ZÀ-Ý][\w.'’-]*){1,3}"
    r"\s(?:foi|é|era|está|estava|ficou|será|seria|deve ser|pode ser)\s(?:também |novamente )?"
    rf"{_DONE}"
)
_AGAIN = re.compile(rf"(?<=[\w)])(?:,? e) (?:foi|é|era|está|será) {_DONE}")
"""What else is said of the same person, behind an `and` with no other subject."""


class Disagreement(NamedTuple):
    """Words that make of a man a woman or the other way, and what should stand there."""

    start: int
    end: int
    right: str


def is_woman(name: str) -> bool | None:
    """Tell whether a given name is a woman's; None where it may be either's, or is not known."""
    small = name.lower()
    return True if small in _WOMEN else False if small in _MEN else None


def disagreements(text: str, language: str) -> Iterator[Disagreement]:
    """Yield the titles and participles of a text that are of another gender than the person that they stand beside."""
    if language.split("-")[0] != "pt" or all(is_woman(word) is None for word in _CAPITAL.findall(text)):
        return
    for found in (*_HE.finditer(text), *_SHE.finditer(text)):
        woman = is_woman(found["name"])
        if woman is not None:
            yield from _of_title(found, woman=woman)
    for found in _WHO_WAS.finditer(text):
        woman, again = is_woman(found["name"]), _AGAIN.search(text, found.end())
        for done in (found, *([again] if again else ())):
            if woman is not None and woman != done["done"].endswith("a"):
                yield Disagreement(done.start("done"), done.end("done"), done["done"][:-1] + "oa"[woman])


def agreed(text: str, language: str) -> str:
    """Return a text in which titles and participles agree with the persons that they stand beside."""
    for start, end, right in sorted(disagreements(text, language), reverse=True):
        text = text[:start] + right + text[end:]
    return text


def _of_title(found: re.Match[str], *, woman: bool) -> Iterator[Disagreement]:
    """Yield a title with its article and adjective where it is the other gender's."""
    article, title, adjective = found["article"] or "", found["title"], found["adjective"]
    right = _turned(article, _ARTICLE_OF, woman=woman), _turned(title, _TITLE_OF, woman=woman)
    if right == (article, title):
        return
    yield Disagreement(
        found.start("article") if article else found.start("title"),
        found.end("adjective"),
        f"{right[0]}{' ' if article else ''}{found['before']}{right[1]}{_ended(adjective, woman=woman)}",
    )


def _turned(word: str, forms: tuple[dict[str, str], dict[str, str]], *, woman: bool) -> str:
    """Return a word's form for a man or a woman, with the capital that it had."""
    form = forms[woman].get(word.lower(), word)
    return form[:1].upper() + form[1:] if word[:1].isupper() else form


def _ended(adjective: str, *, woman: bool) -> str:
    for he, she in _ENDINGS:
        mine, other = (he, she) if woman else (she, he)
        if adjective.endswith(mine):
            return adjective.removesuffix(mine) + other
    return adjective
