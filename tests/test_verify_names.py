"""Names: persons letter for letter, places and peoples by meaning, in their order; words that are none."""

from __future__ import annotations

import pytest

from dragoman.types import Pair, Severity
from dragoman.verify import language, names, nonwords
from dragoman.verify.places import places
from dragoman.verify.vocabulary import allows

EN_PT, PT_EN = Pair("en", "pt"), Pair("pt-BR", "en-GB")


def messages(source: str, target: str, pair: Pair = EN_PT) -> list[str]:
    return [finding.message for finding in names.check(source, target, pair)]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("The German minister met Angela Merkel.", "O ministro alemão encontrou Angela Merkel."),
        ("Germans fear the UN and NATO.", "Os alemães temem a ONU e a Otan."),
        ("He flew from New York to The Hague.", "Ele voou de Nova York para Haia."),
        ("Russia's Vladimir Putin spoke in Geneva.", "Vladimir Putin, da Rússia, falou em Genebra."),
        ("Erdogan spoke.", "Erdoğan falou."),
        ("A Marxist reading of Pythagoras", "Uma leitura marxista de Pitágoras"),
        ("The US and the UK won.", "Os EUA e o Reino Unido venceram."),
        ("Ana Lima's brother Rui Costa left.", "Rui Costa, irmão de Ana Lima, saiu."),
        ("They saw a roller coaster in Italy.", "Viram uma montanha-russa na Itália."),
        ("The Samoan government thanked the Pentagon.", "O governo de Samoa agradeceu ao Pentágono."),
        ("They moved to the state of São Paulo.", "Eles se mudaram para o estado paulista."),
        ("The Ministry of Foreign Affairs denied it.", "O Itamaraty negou."),
        ("World War I killed millions.", "A Primeira Guerra Mundial matou milhões."),
        ("Both ICUs were full.", "As duas UTIs estavam cheias."),
        ("The storm crossed Baja California.", "A tempestade atravessou a Baixa Califórnia."),
        ("A Mediterranean treaty", "Um tratado mediterrânico"),
        ("They found Simpson's DNA.", "Encontraram o DNA de Simpson."),
        ("He was born in Bengal.", "Ele nasceu em Bengala."),
        ("A gaucho wine", "Um vinho gaúcho"),
        ("It costs USD15.", "Custa US$ 15."),
        ("It had ridges and crests.", "Tinha sulcos e cristas."),
        ("The International Olympic Committee (IOC) met.", "O Comitê Olímpico Internacional (COI) se reuniu."),
        ("She won two Academy Awards, not the Oscar of 1961.", "Ela ganhou dois Oscars, não o Óscar de 1961."),
        ("From Cornwall across the English Channel to Marseille", "Da Cornualha pelo Canal da Mancha a Marselha"),
        ("On Halloween, Santa Claus slept.", "No Dia das Bruxas, o Papai Noel dormiu."),
        (
            "He played in the Premier League, then the FA Cup.",
            "Jogou no Campeonato Inglês, depois na Copa da Inglaterra.",
        ),
        ("The European Championship and the Copa Sudamericana", "A Eurocopa e a Copa Sul-Americana"),
        ("The Fed met Pope Leo.", "O Banco Central dos EUA encontrou o papa Leão."),
    ],
)
def test_names_that_mean_the_same_are_the_same(source: str, target: str) -> None:
    assert messages(source, target) == []
    assert messages(target, source, PT_EN) == []


@pytest.mark.parametrize(
    ("source", "target", "message"),
    [
        ("He met the French envoy.", "Ele se encontrou com o enviado alemão.", "“French” became “alemão”."),
        ("Angela Merkel left.", "Angela Merkle saiu.", "“Merkel” is written “Merkle”."),
        ("Then Okafor left.", "Depois ele saiu.", "“Okafor” is missing."),
        ("The minister left.", "O ministro Moreira saiu.", "“Moreira” is not in the original."),
        ("Here Okafor blamed Haddad.", "Aqui Haddad culpou Okafor.", "“Okafor” and “Haddad” changed places."),
        ("After Okafor left, Haddad won.", "Haddad saiu após Okafor vencer.", "“Okafor” and “Haddad” changed places."),
        ("The WHO warned.", "A ONU alertou.", "“WHO” became “ONU”."),
        ("The trust is in London.", "A fundação fica no Rio de Janeiro.", "“London” became “Rio de Janeiro”."),
    ],
)
def test_a_name_that_differs_is_seen(source: str, target: str, message: str) -> None:
    assert messages(source, target) == [message]


def test_another_place_fails_and_a_name_that_may_be_written_so_warns() -> None:
    (place,) = names.check("He lives in Spain.", "Ele mora na França.", EN_PT)
    (person,) = names.check("He saw Komura.", "Ele viu Komora.", EN_PT)
    assert (place.severity, person.severity) == (Severity.FAIL, Severity.WARN)
    assert (place.source, place.target) == ((12, 17), (12, 18))


def test_a_name_of_two_countries_is_either() -> None:
    (korean,) = places("um coreano", "pt")
    assert {"KR", "KP"} <= korean.keys
    assert messages("North Korea fired it.", "A Coreia do Sul disparou.") == ["“North Korea” became “Coreia do Sul”."]


def test_german_and_headlines_in_capitals_are_left_alone() -> None:
    assert messages("MERKEL TRIFFT PUTIN", "MERKEL MEETS BIDEN", Pair("en", "pt")) == []
    assert messages("Die Katze sah das Haus.", "The cat saw the house.", Pair("de", "en")) == []


@pytest.mark.parametrize(
    "word", ["reconectados", "premiação", "apoiadores", "ultradireita", "rapidamente", "fenômeno", "motosserra"]
)
def test_a_word_rightly_made_is_a_word(word: str) -> None:
    assert allows(word, "pt")


@pytest.mark.parametrize("word", ["judaca", "foraram", "gutrais", "ininiciou", "comviagens", "venenoas"])
def test_a_word_put_together_is_none(word: str) -> None:
    assert not allows(word, "pt")


def test_a_word_that_people_use_is_one() -> None:
    said = "A coalizão negou que o coronavírus se espalhe."
    assert not list(nonwords.check("The coalition denied that the virus is spreading.", said, EN_PT))


def test_a_word_of_the_source_or_of_a_hyphened_one_is_let_stand() -> None:
    assert not list(nonwords.check("The zorblax sleeps.", "O zorblax dorme.", EN_PT))
    assert not list(nonwords.check("They want to sell it.", "Querem vendê-lo.", EN_PT))
    assert [finding.message for finding in nonwords.check("Nem isso.", "nei this", PT_EN)] == ["“nei” is no word."]
    assert not list(nonwords.check("The software is out.", "O software saiu.", EN_PT))
    assert [finding.message for finding in nonwords.check("It fell.", "Caiu mansing.", EN_PT)] == [
        "“mansing” is no word."
    ]
    (finding,) = nonwords.check("They went.", "Eles foraram.", EN_PT)
    assert (finding.severity, finding.target) == (Severity.WARN, (5, 12))


@pytest.mark.parametrize(
    ("source", "target", "left"),
    [
        ("Amy Porter’s boat sank.", "O barco de Amy Porter afundou.", []),
        ("Amy Porter’s old boat sank.", "Amy Porter’s velho barco afundou.", ["Amy Porter’s"]),
        ("It airs on TTV Monday.", "Vai ao ar na TTV Monday.", ["Monday"]),
        ("The shop opens on Black Friday.", "A loja abre na Black Friday.", []),
        ("He reads the Sunday Courier.", "Ele lê o Sunday Courier.", []),
        ("It is the Dec. 17 race.", "É a corrida Dec. 17.", ["Dec. 17"]),
    ],
)
def test_english_possessives_and_dates_are_never_right(source: str, target: str, left: list[str]) -> None:
    told = [finding.message for finding in language.check(source, target, EN_PT)]
    assert told == [f"“{each}” is not translated." for each in left]


def test_a_plural_is_made_as_its_word_ends() -> None:
    (finding,) = nonwords.check("They are naive.", "Eles são ingênues.", EN_PT)
    assert finding.message == "“ingênues” is no word."


def test_the_beginning_of_a_word_before_it_is_no_word() -> None:
    twice = nonwords.check("The jaw is bent.", "A man mandíbula está torta.", EN_PT)
    assert [finding.message for finding in twice] == ["“man” is no word."]
    (again,) = nonwords.check("It leaks (see below).", "Vaza (ve ver abaixo).", EN_PT)
    assert again.target == (6, 8)
    assert not list(nonwords.check("The sun is sunny.", "O sol solar da sala salão.", EN_PT))


@pytest.mark.parametrize(
    ("source", "target", "told"),
    [
        ("the Popular Island Front (PIF) won.", "a Frente Popular da Ilha (IFP) venceu.", "“PIF” is written “IFP”."),
        (
            "Delcídio said that Delcídio Reis and Delcídio left.",
            "Delcídio disse que Delcídio Reis e Delcid saíram.",
            "“Delcídio” is written “Delcid” once.",
        ),
        (
            "the Vestergaard Group and those at vestergaard left.",
            "o Grupo Vestergard e os da vestergaard saíram.",
            "“Vestergaard” is written “Vestergard” once.",
        ),
        (
            "the judge of Lakes and Harbours Luisa de Marillac said so.",
            "o juiz de Lagos e Luisa Portos de Marillac disse isso.",
            "“Luisa de Marillac” is torn apart.",
        ),
    ],
)
def test_an_acronym_out_of_order_a_name_misspelt_once_and_one_torn_apart_are_doubted(
    source: str, target: str, told: str
) -> None:
    assert told in messages(source, target)


def test_a_title_between_an_office_and_its_holder_tears_no_name() -> None:
    assert messages("o presidente da Petrolux Pedro Reis saiu.", "Petrolux CEO Pedro Reis left.", PT_EN) == []


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("The Luznova-based Symplicity left.", "A Symplicity, de Luznova, saiu."),
        ("They study at the Institute of Neuroscience.", "Eles estudam no Instituto de Neurociência."),
        ("They export gas from Aphrodite.", "Eles exportam gás de Afrodite."),
    ],
)
def test_names_that_the_other_language_has_in_its_own_spelling_are_no_slip(source: str, target: str) -> None:
    assert not list(names.check(source, target, EN_PT))


def test_a_can_is_no_latin_and_a_city_has_its_name_in_small_letters_too() -> None:
    pair = PT_EN
    assert not list(names.check("Recicla latinhas na cidade do México.", "It recycles cans in Mexico City.", pair))
    assert list(names.check("Recicla latinhas na cidade do México.", "It recycles cans in Cape Town.", pair))


def test_a_person_may_not_be_put_into_another_language() -> None:
    assert list(names.check("O juiz Roberto saiu.", "Judge Robert left.", PT_EN))


def test_a_name_in_small_letters_is_no_word_unless_the_original_has_it() -> None:
    assert list(nonwords.check("The ship slid down its slipway.", "O navio desceu sua alice.", EN_PT))
    assert not list(nonwords.check("Alice left.", "A alice saiu.", EN_PT))
    assert not list(nonwords.check("The gland fell ill.", "A lula adoeceu.", EN_PT))


@pytest.mark.parametrize(
    ("source", "target", "strange"),
    [
        ("It has an accretion disk.", "Tem um disco de acreção.", False),
        ("The cingulate is small.", "O cingulado é pequeno.", False),
        ("They learn to strategise.", "Aprendem a estrategizar.", False),
        ("He is a sociopath with electrodes.", "É um sociopata com eletrodos.", False),
        ("It has a halo.", "Tem um disco de acreção.", True),
        ("It cost a dollar.", "Custou um dolar.", True),
    ],
)
def test_a_word_that_is_made_as_the_english_one_is_a_word(source: str, target: str, strange: bool) -> None:
    assert bool(list(nonwords.check(source, target, EN_PT))) is strange


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("He leads the Anti-Corruption Board.", "Ele lidera o Conselho Anticorrupção."),
        ('He said, "Unfortunately it fell."', 'Ele disse, "Infelizmente caiu."'),
        ("I hope to represent Italy in Olympiads.", "Espero representar a Itália nas Olimpíadas."),
    ],
)
def test_a_word_of_a_title_or_at_the_head_of_a_quotation_is_no_new_name(source: str, target: str) -> None:
    assert not list(names.check(source, target, EN_PT))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (
            "Supt Hale met Sens. Ana Lima and Rui Reis.",
            "O superintendente Hale encontrou os senadores Ana Lima e Rui Reis.",
        ),
        ("Cllr Reis wrote to Labour MPs.", "A vereadora Reis escreveu a parlamentares trabalhistas."),
        ("He is a member of HMP Northmoor.", "Ele é membro da prisão de Northmoor."),
        ("The BoE met as the Dow fell.", "O Banco da Inglaterra se reuniu enquanto o Dow Jones caía."),
        ("The NYPD told the DOJ.", "A polícia de Nova York avisou o Departamento de Justiça."),
        ("The F.B.I. warned the W.H.O. of A.I.", "O FBI alertou a OMS sobre a IA."),
        ("It is the best of all JE books.", "É o melhor de todos os livros de Jemima Eastwick."),
        ("Okafor tweeted it.", "Okafor divulgou isso no Twitter."),
        ("It was on all the networks.", "Estava em todas as emissoras de TV."),
        ("It is a step of Euro-African trade.", "É um passo do comércio entre a Europa e a África."),
        ("North and South Korea talked.", "A Coreia do Norte e a Coreia do Sul conversaram."),
        ("The Koreas talked.", "As Coreias conversaram."),
        ("They fought the Mongols and the Phoenicians.", "Lutaram contra os mongóis e os fenícios."),
        ("The Roman Catholic bishop left.", "O bispo católico saiu."),
        ("It lies by the Black and Caspian Seas.", "Fica junto ao Mar Negro e ao Mar Cáspio."),
        ("The Subcommittee on Transatlantic Trade met.", "O Subcomitê de Comércio Transatlântico se reuniu."),
    ],
)
def test_titles_acronyms_peoples_and_prefixes_are_put_as_a_language_puts_them(source: str, target: str) -> None:
    assert messages(source, target) == []
    assert messages(target, source, PT_EN) == []


@pytest.mark.parametrize(
    ("source", "target", "message"),
    [
        ("Then Supt Okafor left.", "Depois o superintendente saiu.", "“Okafor” is missing."),
        ("Okafor wrote it.", "Okafor divulgou isso no Twitter.", "“Twitter” is not in the original."),
        ("It is the best of all the books.", "É o melhor livro de Eastwick.", "“Eastwick” is not in the original."),
        ("China's towns are full.", "As cidades estão cheias.", "“China's” is missing."),
        ("The towns are full.", "As cidades do país, a China, estão cheias.", "“China” is not in the original."),
        ("The Subcommittee met.", "O Supermercado se reuniu.", ""),
    ],
)
def test_what_is_lost_or_come_beside_them_is_seen(source: str, target: str, message: str) -> None:
    assert messages(source, target) == [message] * bool(message)


def test_a_country_may_be_called_the_country() -> None:
    assert messages("China's towns are full.", "As cidades do país estão cheias.") == []


PARTS = [
    ("He blamed Dourado mayor Okafor.", "Ele culpou {1}, o prefeito de {0}.", "Dourado", "Okafor"),
    ("An ex-Dourado adviser, Okafor, left.", "{1}, um ex-assessor de {0}, saiu.", "Dourado", "Okafor"),
    ("He saw Zenith affiliate Klaxon.", "Ele viu a {1}, afiliada da {0}.", "Zenith", "Klaxon"),
    ("They like Haddas’ La Marea bag.", "Eles gostam da bolsa La {1} de {0}.", "Haddas", "Marea"),
    ("Okafor leads, Lindqvist said.", "Segundo {1}, {0} lidera.", "Okafor", "Lindqvist"),
    ("Okafor was hurt, the Klaxon Post reported.", "O {1} Post noticiou que {0} se feriu.", "Okafor", "Klaxon"),
    ("Okafor swore it at Klaxon Square.", "Na praça {1}, {0} jurou isso.", "Okafor", "Klaxon"),
    ("Okafor won again against Lindqvist.", "Contra {1}, {0} venceu de novo.", "Okafor", "Lindqvist"),
]


@pytest.mark.parametrize(("source", "target", "one", "other"), PARTS)
def test_names_that_keep_their_parts_may_stand_in_another_order(source: str, target: str, one: str, other: str) -> None:
    assert messages(source, target.format(one, other)) == []
    assert messages(target.format(one, other), source, PT_EN) == []


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Okafor told Lindqvist so.", "Lindqvist disse isso a Okafor."),
        ("They went from San Okafor to Los Haddad.", "Foram de San Haddad a Los Okafor."),
        ("He lives in the Haddad area, Okafor and Lima Police said.", "Vive na área de Okafor, disse a de Haddad."),
        (
            "Haddas’ plan was soon and sharply criticised by many of those present, and then by Okafor and others.",
            "O plano de Okafor foi logo e duramente criticado por muitos dos presentes, e por Haddas e outros.",
        ),
        ("He studies at Okafor College, Haddad, now.", "Ele estuda no Haddad College, em Okafor, agora."),
        ("Okafor blames Haddad, Lima said.", "Segundo Lima, Haddad culpa Okafor."),
        ("In Lima, Okafor blamed Haddad.", "Haddad culpou Okafor em Lima."),
    ],
)
def test_names_that_took_each_others_part_changed_places(source: str, target: str) -> None:
    assert any("changed places" in message for message in messages(source, target))
