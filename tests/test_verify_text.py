"""Completeness, language, characters and negation: what a translation must keep beside its numbers."""

import pytest
from guards import ends_soon
from hypothesis import given
from hypothesis import strategies as st

from dragoman.types import Context, Finding, Pair
from dragoman.verify import (
    CHECKS,
    brackets,
    characters,
    check,
    completeness,
    grammar,
    language,
    modality,
    negation,
    opposites,
    speech,
    units,
    verdict,
)

EN_PT, PT_EN = Pair("en", "pt"), Pair("pt", "en")


# --- Completeness ------------------------------------------------------------------------------------------------

LONG = "The ministers met in the harbour town on Monday and agreed to open the new bridge before the winter."
LONGO = "Os ministros se reuniram no porto na segunda-feira e concordaram em abrir a nova ponte antes do inverno."


def test_a_whole_translation_has_no_finding() -> None:
    assert check(LONG, LONGO, EN_PT) == ()
    assert check(LONGO, LONG, PT_EN) == ()


@pytest.mark.parametrize(
    "target",
    [
        "",
        "   ",
        LONG,
        LONG.upper(),
        "Os ministros se reuniram.",
        "Os ministros se reuniram no porto na segunda-feira e concordaram em abrir a",
        "Os ministros se reuniram no porto na segunda-feira e concordaram em abrir a.",
        LONGO.replace("concordaram em", "concordaram em abrir concordaram em abrir concordaram em"),
        LONGO.replace("nova ponte", "nova ponte nova ponte"),
        LONGO + " Eles eles eles eles voltaram.",
        LONGO + " Ponteponteponteponteponteponteponte.",
        LONGO * 3,
    ],
)
def test_an_empty_echoed_cut_or_looping_target_fails(target: str) -> None:
    assert verdict(completeness.check(LONG, target, EN_PT)) == "fail"


@pytest.mark.parametrize(
    "target",
    [LONGO.rstrip("."), LONGO.replace("nova ponte", "nova nova ponte"), LONGO + "."],
)
def test_a_lost_stop_a_doubled_word_and_a_doubled_stop_are_warnings(target: str) -> None:
    assert verdict(completeness.check(LONG, target, EN_PT)) == "warn"


@pytest.mark.parametrize(
    ("source", "target", "pair"),
    [
        ("", "", EN_PT),
        ("Barack Obama", "Barack Obama", EN_PT),
        ("Yes.", "Sim.", EN_PT),
        ("No, no, no!", "Não, não, não!", EN_PT),
        ("Ele tinha tido azar.", "He had had bad luck.", PT_EN),
        ("no dia a dia para relaxar", "in their day to day to relax", PT_EN),
        ("Duran Duran played.", "O Duran Duran tocou.", EN_PT),
        ("Bora Bora is far, so far.", "Bora Bora fica longe, longe.", EN_PT),
        ("New bridge opens", "Nova ponte é aberta", EN_PT),
        ("employees of PG&E.", "funcionários da PG&E.", EN_PT),
        ("the 2009 Grand Prix.", "o GP de 2009.", EN_PT),
        ("这座桥将在冬季之前开放。", "The bridge will open before the winter.", Pair("zh", "en")),
    ],
)
def test_what_languages_really_do_is_no_finding(source: str, target: str, pair: Pair) -> None:
    assert list(completeness.check(source, target, pair)) == []


# --- Language and characters -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "target", "pair"),
    [
        (LONG, "Los ministros se reunieron el lunes en la ciudad portuaria y acordaron abrir el puente.", EN_PT),
        (LONGO, "Les ministres se sont réunis lundi dans la ville et ont décidé d'ouvrir le pont.", PT_EN),
        (LONG, "Министры встретились в понедельник в портовом городе.", EN_PT),
        (LONG, LONGO, Pair("en", "ru")),
        (LONG, "Os ministros met in the harbour town na segunda-feira.", EN_PT),
        (LONGO, "The ministers concordaram em abrir a nova bridge.", PT_EN),
    ],
)
def test_a_target_in_another_language_or_script_or_half_translated_fails(source: str, target: str, pair: Pair) -> None:
    assert verdict(language.check(source, target, pair)) == "fail"


def test_a_loan_is_no_english_verb() -> None:
    assert verdict(language.check("They tackle crime.", "Eles tackle o crime.", EN_PT)) == "warn"


def test_what_somebody_said_is_no_title_for_standing_in_english_quotation_marks() -> None:
    assert verdict(language.check("“The rumour sells,” Ana said.", "“The rumour sells”, disse Ana.", EN_PT)) == "warn"


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (LONG, LONGO),
        ("He saw Back to the Future and The Lord of the Rings.", "Ele viu Back to the Future e The Lord of the Rings."),
        ("The Royal Society for the Prevention of Cruelty", "A Royal Society for the Prevention of Cruelty"),
        ("at 497 mph (800 km/h) or more", "a 800 km/h (497 mph) ou mais"),
        ("He sang “Lullaby of Broadway” twice.", "Ele cantou “Lullaby of Broadway” duas vezes."),
        ("He said “il faut bien le dire” in French.", "Ele disse “il faut bien le dire” em francês."),
        ("Ana Lima, Rui Costa", "Ana Lima, Rui Costa"),
        ("It rained on the town, weather.com reported.", "Choveu na cidade, relatou weather.com."),
        ("The quarterback left the scrum.", "O quarterback deixou o scrum."),
        ("She likes mountain biking with a snorkel.", "Ela gosta de mountain bike com snorkel."),
    ],
)
def test_names_titles_units_and_foreign_quotations_may_stay_as_they_are(source: str, target: str) -> None:
    assert list(language.check(source, target, EN_PT)) == []


def test_a_word_that_is_left_in_a_translated_quotation_is_not_translated() -> None:
    (finding,) = language.check("He called it “null and void”.", "Ele o chamou de “null e vazio”.", EN_PT)
    assert finding.message == "“null” is not translated."


@pytest.mark.parametrize(
    ("source", "target", "lost"),
    [
        ("Erdoğan met Łukasz Żak.", "Erdoan encontrou Lukasz Zak.", "Erdoğan"),
        ("João went to São Paulo.", "Joo foi a São Paulo.", "João"),
        ("Write to ana.lima@example.com today.", "Escreva para ana.lima hoje.", "ana.lima@example.com"),
        ("See https://example.org/a?b=1.", "Veja.", "https://example.org/a?b=1"),
        ("as @MerPolCC said", "como MerPolCC disse", "@MerPolCC"),
        ("the #MeToo era", "a era MeToo", "#MeToo"),
        ("We love it 🌊", "Nós adoramos", "🌊"),
        ("called Περσεφόνη in Greek", "chamada em grego", "Περσεφόνη"),
        ("on weather.com today", "no weather hoje", "weather.com"),
    ],
)
def test_what_vanished_fails_and_is_pointed_at(source: str, target: str, lost: str) -> None:
    found = list(characters.check(source, target, EN_PT))
    assert [source[slice(*f.source or ())] for f in found if f.severity == "fail"] == [lost]


@pytest.mark.parametrize(
    ("source", "target", "pair"),
    [
        ("He flew to São Paulo and Zürich.", "Ele voou para São Paulo e Zurique.", EN_PT),
        ("Ele voou para São Paulo, no Japão.", "He flew to São Paulo, in Japan.", PT_EN),
        ("O presidente João falou da Líbia.", "President João spoke of Libya.", PT_EN),
        ("The café has a façade.", "O café tem uma fachada.", EN_PT),
        ("We are No. 1, see p. 5.", "Somos o nº 1, veja p. 5.", EN_PT),
        ("The end.Next came rain.", "O fim. Depois veio a chuva.", EN_PT),
        ("Erdoğan spoke.", "Эрдоган выступил.", Pair("en", "ru")),
    ],
)
def test_accents_that_a_language_adds_or_drops_are_no_finding(source: str, target: str, pair: Pair) -> None:
    assert list(characters.check(source, target, pair)) == []


def test_a_name_without_its_accents_is_a_note() -> None:
    (finding,) = characters.check("Erdoğan spoke.", "Erdogan falou.", EN_PT)
    assert finding.severity == "note"


def test_a_sign_that_an_engine_puts_for_what_it_does_not_know_fails() -> None:
    assert verdict(characters.check("Two pounds", "Duas ⁇ libras", EN_PT)) == "fail"


# --- Negation ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("en", "pt"),
    [
        ("He did not say that.", "Ele não disse isso."),
        ("He said nothing.", "Ele não disse nada."),
        ("First there was noise, then nothing.", "Primeiro houve barulho, depois nada."),
        ("It was neither ordered nor paid.", "Não foi nem encomendado nem pago."),
        ("He left without a word.", "Ele saiu sem dizer nada."),
        ("He is unable to walk.", "Ele não consegue andar."),
        ("He failed to appear.", "Ele não compareceu."),
        ("not only leaves but roots", "não só folhas, mas raízes"),
        ("no later than Friday", "o mais tardar na sexta-feira"),
        ("Be sure to ask.", "Não deixe de perguntar."),
        ("It is unlikely to rain.", "É improvável que chova."),
        ("Here in London we will never yield.", "Aqui em Londres nunca vamos ceder."),
        ("The owners are still undecided.", "Os donos ainda estão indecisos."),
        ("She pled not guilty.", "Ela declarou inocência."),
        ("Their non-Muslim parents left.", "Seus pais não-muçulmanos saíram."),
        ("He said unspecified northern agents did it.", "Ele disse que os agentes do norte não especificados foram."),
        ("The fire no longer burns uncontrolled.", "O fogo não arde mais descontrolado."),
    ],
)
def test_a_denial_in_other_words_is_the_same(en: str, pt: str) -> None:
    assert list(negation.check(en, pt, EN_PT)) == []
    assert list(negation.check(pt, en, PT_EN)) == []


@pytest.mark.parametrize(
    ("source", "target", "pair"),
    [
        ("The bridge will not open before the winter.", "A ponte abrirá antes do inverno.", EN_PT),
        ("The bridge will open before the winter.", "A ponte não abrirá antes do inverno.", EN_PT),
        ("Eu escolho NÃO pagar a alguém.", "I choose to pay someone.", PT_EN),
        ("He hasn't paid, but she was never asked to.", "Ele não pagou, mas ela foi convidada a pagar.", EN_PT),
    ],
)
def test_a_denial_dropped_or_added_is_a_warning(source: str, target: str, pair: Pair) -> None:
    assert verdict(negation.check(source, target, pair)) == "warn"


def test_a_verb_that_turns_another_round_denies_nothing() -> None:
    assert list(negation.check("He saw how the raid unfolded.", "Ele viu como a batida se desdobrou.", EN_PT)) == []


# --- All together ------------------------------------------------------------------------------------------------


def test_every_finding_carries_the_name_of_a_check() -> None:
    broken = check('Erdoğan did not pay £5 on May 2: "No."', "Os os ministros pagou 6 euros em junho", EN_PT)
    assert {finding.check for finding in broken} <= set(CHECKS)
    assert {"numbers", "money", "dates", "quotations", "characters"} <= {finding.check for finding in broken}


def test_an_echo_is_reported_once_and_alone() -> None:
    assert [finding.check for finding in check(LONG, LONG, EN_PT)] == ["completeness"]


def test_the_worst_finding_is_the_verdict() -> None:
    assert verdict(()) == "pass"
    (note,) = characters.check("Erdoğan spoke.", "Erdogan falou.", EN_PT)
    assert verdict([note]) == "pass"
    (warn,) = negation.check("He did not go.", "Ele foi.", EN_PT)
    assert verdict([note, warn]) == "warn"


@given(st.text(max_size=200), st.text(max_size=200), st.sampled_from(["en", "pt", "zh", "ar", "hi", "xx", "", "sr"]))
def test_no_text_breaks_a_check_and_every_place_lies_in_its_text(source: str, target: str, code: str) -> None:
    for pair in (Pair("en", code), Pair(code, "pt")):
        for finding in check(source, target, pair):
            assert isinstance(finding, Finding)
            for place, text in ((finding.source, source), (finding.target, target)):
                assert place is None or 0 <= place[0] <= place[1] <= len(text)


@pytest.mark.parametrize("piece", ["1 ", "a ", '"', "'", "1,", "não ", "@", "a.", "¿", "$1 ", "no", "(1/2)", "IX "])
def test_hostile_text_is_checked_in_no_time(piece: str) -> None:
    text = piece * (3900 // len(piece))
    with ends_soon():
        check(text, text[:-1] + "x", EN_PT)


def test_a_text_that_is_no_sentence_is_refused() -> None:
    assert verdict(check("word " * 1000, "palavra " * 1000, EN_PT)) == "fail"


def test_a_sum_of_money_may_be_written_out_in_words() -> None:
    assert not check("It cost £5m.", "Ele custou 5 milhões de libras.", Pair("en", "pt"))


def test_an_acronym_may_be_written_out_in_words() -> None:
    assert not check("Segundo a PM, dois fugiram.", "According to the Military Police, two fled.", PT_EN)
    assert not check("A CPI ouviu o dono do bar.", "The commission of inquiry heard the bar's owner.", PT_EN)


def test_what_is_only_hearsay_may_not_become_a_fact() -> None:
    assert list(modality.check("Ele teria fugido.", "He has fled.", PT_EN))
    assert not list(modality.check("Ele supostamente teria fugido.", "He allegedly fled.", PT_EN))
    assert not list(modality.check("Sem ela, ele teria fugido.", "Without her, he would have fled.", PT_EN))


def test_a_pronoun_joined_to_the_last_verb_is_no_broken_end() -> None:
    found = check(
        "They collected the papers and delivered them.", "Recolheram as cédulas e entregaram-nas.", Pair("en", "pt")
    )
    assert not [finding for finding in found if finding.check == "completeness"]


@pytest.mark.parametrize(
    ("source", "target", "left"),
    [
        ("Amman had scrawled it.", "Amã tinha scrawled isso.", "scrawled"),
        ("They choose to abort”, Ana said.", "Escolhem abort”, disse Ana.", "abort"),
        ("A train groper was caught.", "Um groper de trem foi pego.", "groper"),
        ("It is worth THOUSANDS today.", "Vale THOUSANDS hoje.", "THOUSANDS"),
    ],
)
def test_a_word_left_in_the_source_language_is_seen_beside_a_name_that_it_is_no_part_of(
    source: str, target: str, left: str
) -> None:
    assert [f"“{left}” is not translated."] == [found.message for found in language.check(source, target, EN_PT)]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("They saw Lord of the Rings.", "Eles viram Lord of the Rings."),
        ("Ana told HarbourFC.com so.", "Ana disse isso à HarbourFC.com."),
        ("They saw Lee Han-much on Friday.", "Eles viram Lee Han-much na sexta-feira."),
    ],
)
def test_a_word_that_is_part_of_a_name_or_of_an_address_may_stay(source: str, target: str) -> None:
    assert not list(language.check(source, target, EN_PT))


def test_what_is_cried_in_capitals_is_translated_too() -> None:
    cried = language.check("She wrote, “WE KNOW THIS WELL!”", "Ela escreveu: “Nós KNOW THIS WELL!”", EN_PT)
    assert verdict(cried) == "warn"
    assert not list(language.check("The IMF and OPEC USA WTO met.", "O FMI e a OPEC USA WTO se reuniram.", EN_PT))


def test_words_that_english_took_from_portuguese_or_from_latin_are_english() -> None:
    assert not list(language.check("A cachaça subiu, e vice-versa.", "Cachaça rose, and vice versa cachaça.", PT_EN))


def test_a_double_name_said_three_times_is_a_repetition() -> None:
    assert verdict(completeness.check("The Hotel Bora Bora fell.", "O Hotel Bora Bora Bora caiu.", EN_PT)) == "fail"


def test_who_is_arrested_on_suspicion_is_no_less_alleged() -> None:
    assert not list(modality.check("Foi preso sob suspeita de furto.", "He was arrested on suspicion of theft.", PT_EN))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Drivers can slow down, allowing others to pass.", "Os motoristas reduzem, permitindo que outros passem."),
        ("You must register; a stamp is a requirement.", "Você se registra; um carimbo é uma exigência."),
        ("They said that women shouldn’t fight.", "Disseram que as mulheres não lutam."),
        ("He is a possible heir.", "Ele é um herdeiro."),
        ("The toll is expected to rise.", "O número de mortos sobe."),
        ("Estimates vary, and many can read it.", "As estimativas variam, e muitos leem."),
    ],
)
def test_a_word_that_renders_another_word_of_the_source_is_no_answer(source: str, target: str) -> None:
    assert verdict(modality.check(source, target, EN_PT)) == "warn"


def test_doubts_in_the_subjunctive_are_doubts() -> None:
    assert verdict(modality.check("Teme que possam fugir.", "He fears that they flee.", PT_EN)) == "warn"
    assert not list(modality.check("Teme que possam fugir.", "He fears that they may flee.", PT_EN))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("They would need to sail, so ships could come.", "Precisariam navegar, para que navios pudessem vir."),
        ("There's no need to hurry; you need to rest.", "Não há necessidade de correr; você precisa descansar."),
        ("Return as soon as possible if possible.", "Volte assim que possível, se possível."),
        ("He is set to return.", "Ele voltará."),
        ("The plants would have to close.", "As usinas teriam que fechar."),
        ("I have to be happy.", "Tenho que ser feliz."),
        ("We had to guess what we can do.", "Tivemos que adivinhar o que possamos fazer."),
    ],
)
def test_a_word_that_calls_itself_is_counted_once(source: str, target: str) -> None:
    assert not list(modality.check(source, target, EN_PT))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("It is more welcoming than Iran would ever be.", "É mais acolhedor do que o Irã jamais seria."),
        ("They do things other than their work.", "Fazem coisas que não o seu trabalho."),
        ("It wasn't just about the scarf, it was more.", "Não era apenas sobre o lenço, era mais."),
        ("She can't just ship me food.", "Ela não pode apenas me enviar comida."),
        ("Is it an unofficial name?", "É um nome não oficial?"),
        ("We are yet to put a space there in the station.", "Ainda estamos para colocar um espaço lá na estação."),
        ("Would you say “No, no, I want it”?", "Você diria “Não, eu quero”?"),
    ],
)
def test_what_denies_in_other_words_is_no_lost_denial(source: str, target: str) -> None:
    assert not list(negation.check(source, target, EN_PT))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("After the minutes-long ride to low orbit, he left.", "Após o passeio de minutos à órbita baixa, ele saiu."),
        ("It runs ahead and leaves 37 behind.", "Está adiantado, à frente, e deixa 37 para trás."),
        ("My endgame improved when I started to read.", "Meu final melhorou quando li."),
        ("They didn't mind at all, as if nothing happened.", "Eles não ligaram, como se nada não tivesse acontecido."),
    ],
)
def test_a_word_that_renders_another_one_is_no_opposite(source: str, target: str) -> None:
    assert not list(opposites.check(source, target, EN_PT))


def test_two_numbers_with_to_between_them_and_a_phrase_behind_a_dash_are_good_portuguese() -> None:
    assert not list(grammar.check("It takes one to four months.", "Leva um a quatro meses.", EN_PT))
    source, target = (
        "It is a multiple system — a stable multiple system.",
        "É um sistema múltiplo — um sistema múltiplo só.",
    )
    assert verdict(completeness.check(source, target, EN_PT)) == "pass"
    assert verdict(completeness.check("It is a system — a stable one.", target, EN_PT)) == "fail"


def test_tons_are_toneladas() -> None:
    assert not list(units.check("Chegou a 219 mil toneladas.", "It reached 219 thousand tons.", PT_EN))


def test_a_letter_that_an_editor_changed_is_no_pronoun() -> None:
    source, target = "She said “[i]f it fails, we go.”", "Ela disse: “[s]e falhar, vamos.”"
    assert not list(brackets.check(source, target, EN_PT))


@pytest.mark.parametrize("verb", ["esclareceu", "reclamou", "lamentou", "desabafou", "ironizou", "ponderou"])
def test_who_says_so_may_do_it_in_any_manner(verb: str) -> None:
    assert not list(speech.check("“We do not see it,” he said.", f"“Não vemos isso”, {verb} ele.", EN_PT))
    assert list(speech.check("“We do not see it,” he said.", "“Não vemos isso” e ele.", EN_PT))


def test_addressing_is_no_adding() -> None:
    assert not list(speech.check("He feels it “much” when addressing it.", "Ao falar nisso, sente “muito”.", EN_PT))


def test_status_tells_nobody_who_speaks() -> None:
    assert not list(
        speech.check('It ended their "fringe country" status.', 'Acabou com o status de "país marginal".', EN_PT)
    )


def test_what_is_precise_is_no_duty() -> None:
    assert not list(modality.check("É uma representação precisa disso.", "It is an accurate picture of it.", PT_EN))
    assert list(modality.check("Ela precisa urgentemente de comida.", "She has food.", PT_EN))


@pytest.mark.parametrize(
    ("target", "small", "left"),
    [
        ("O relógio Harbour parou", ("Harbour",), ["Harbour"]),
        ("O relógio Harbour parou", (), []),
        ("O relógio do porto parou", ("Harbour",), []),
        ("Animal foge", ("Animal",), []),  # a word of both languages
        ("Baker deixa o porto", ("Baker",), []),  # and what is a surname may be one here
    ],
)
def test_a_capital_that_is_for_a_words_place_alone_makes_no_name(
    target: str, small: tuple[str, ...], left: list[str]
) -> None:
    found = language.placed(target, EN_PT, Context(small=small))
    assert [each.message for each in found] == [f"“{word}” is not translated." for word in left]


@pytest.mark.parametrize(
    ("en", "pt"),
    [
        ("There is no doubt that the bridge is old.", "Não há dúvidas de que a ponte é velha."),
        ("The bridge is without any doubt old.", "Não resta a menor dúvida de que a ponte é velha."),
        ("That is undoubtedly the oldest bridge.", "Essa é, sem sombra de dúvida, a ponte mais velha."),
        ("This unfounded charge is false.", "Essa acusação infundada é falsa."),
        ("He called the plan unrealistic and unworkable.", "Ele chamou o plano de não realista e não viável."),
        ("That does not only concern the port.", "Isso não diz respeito só ao porto."),
        ("We can't just wait for the ferry.", "Não podemos ficar esperando apenas a balsa."),
        ("The debate was not just about bread.", "O debate não se limitou ao pão."),
        ("The date has yet to be fixed.", "Ainda não foi fixada a data da visita."),
        ("It was hardly a secret.", "Não era nenhum segredo."),
        ("She is done with politics.", "Ela não quer mais saber de política."),
        ("The town keeps growing.", "A cidade não para de crescer."),
        ("Their debts are rising.", "As dívidas deles não param de aumentar."),
        ("The port was short of workers.", "O porto não tinha operários suficientes."),
        ("He is ignorant of our town.", "Ele não conhece a nossa cidade."),
        ("The mayor declined to comment.", "O prefeito não quis comentar."),
        ("No, uh no, that is mine.", "Não, isso é meu."),
        ("He won't sign without Ana first reading it.", "Ele não assinará antes que Ana o leia."),
        ("Sites must be no smaller than a field.", "Os locais devem ter no mínimo um campo."),
        ("So far no ship or barge has been seen.", "Até o momento nenhum navio ou barca foi avistado."),
        ("Fortunately nothing happened.", "Felizmente nada aconteceu."),
        ("The old church was left undisturbed.", "A velha igreja ficou intacta."),
        ("She struggled to hear.", "Ela não conseguia ouvir direito."),
        ("We never sail, dive in the cold bay, swim or row.", "Nunca velejamos, mergulhamos na baía fria nem remamos."),
    ],
)
def test_what_is_said_in_another_turn_is_the_same(en: str, pt: str) -> None:
    assert list(negation.check(en, pt, EN_PT)) == []
    assert list(negation.check(pt, en, PT_EN)) == []


@pytest.mark.parametrize(
    ("en", "pt"),
    [
        ("There is no doubt that the bridge is old.", "Há dúvidas de que a ponte seja velha."),
        ("There are doubts about the bridge.", "Não há dúvidas sobre a ponte."),
        ("This unfounded charge is false.", "Essa acusação fundada é falsa."),
        ("That does not only concern the port.", "Isso diz respeito só ao porto."),
        ("Only the port was hit.", "Não foi atingido só o porto."),
        ("The date has yet to be fixed.", "A data foi fixada."),
        ("She is done with politics.", "Ela nunca deixou a política."),
        ("The town is small.", "A cidade não para de crescer, mas não é pequena."),
        ("The mayor declined to comment.", "O prefeito comentou."),
        ("The ferry was sold.", "A balsa não foi vendida."),
        ("The mayor openly hid his debts.", "O prefeito não escondeu as dívidas."),
        ("Prices changed and he is still here.", "Os preços não mudaram e ele ainda está aqui."),
        ("So far no ship has been seen.", "Até o momento o navio foi avistado."),
        ("He made no effort when he left.", "Ele fez nenhum esforço quando saiu."),
        ("Immune cells, as UNESCO said, are unique.", "Células imunes, como disse a UNESCO, não são únicas."),
    ],
)
def test_a_denial_lost_or_added_beside_such_turns_is_a_warning(en: str, pt: str) -> None:
    assert verdict(negation.check(en, pt, EN_PT)) == "warn"


def test_a_denial_put_into_such_a_turn_is_a_warning() -> None:
    assert verdict(negation.check("Ainda não foi fixada a data.", "The date has not yet to be fixed.", PT_EN)) == "warn"


@pytest.mark.parametrize(
    ("en", "pt"),
    [
        ("We could not believe what we saw.", "Não acreditamos no que vimos."),
        ("She can't remember the night.", "Ela não se lembra da noite."),
        ("They could hear the waves.", "Eles ouviam as ondas."),
        ("Anyone who may have a film should call.", "Quem tiver um filme deve ligar."),
        ("Work can only begin if the town agrees.", "A obra só começa se a cidade concordar."),
        ("They won't stay unless they can trust us.", "Eles não ficarão enquanto não confiarem em nós."),
        ("While the goal may have come late, it was fair.", "Apesar de o gol ter saído tarde, foi justo."),
        ("They must not swim.", "Eles não podem nadar."),
        ("She said that guests should bring towels.", "Ela pediu aos hóspedes que trouxessem toalhas."),
        ("You should be aware that fares change.", "Saiba que as tarifas mudam."),
        ("The parcel is located in the hall.", "O pacote pode ser encontrado no saguão."),
        ("They fear that ships might sink.", "Temem que navios afundem."),
        ("Learn how you can swim.", "Aprenda como nadar."),
        ("According to what is said, he fled.", "Ao que consta, ele fugiu."),
    ],
)
def test_a_doubt_or_a_duty_in_another_turn_is_the_same(en: str, pt: str) -> None:
    assert list(modality.check(en, pt, EN_PT)) == []


@pytest.mark.parametrize(
    ("pt", "en"),
    [
        ("Votam se o país deve mudar de nome.", "They vote on whether to change the country's name."),
        ("Eles não podem nadar.", "They must not swim."),
        ("O preço deve dobrar.", "The price is tipped to double."),
        ("O atraso deve-se ao vento e se deve à maré.", "The delay is because of the wind and the tide."),
        ("Ela deve R$ 100 ao vizinho.", "She has a debt of R$100 with her neighbour."),
        ("Negou a acusação de que a filha teria fugido.", "He denied the allegation that his daughter had fled."),
        ("O vento pode virar.", "The wind is expected to turn."),
        ("Pode ter certeza de que virá.", "Rest assured that she will come."),
    ],
)
def test_a_portuguese_doubt_or_duty_in_another_turn_is_the_same(pt: str, en: str) -> None:
    assert list(modality.check(pt, en, PT_EN)) == []


@pytest.mark.parametrize(
    ("source", "target", "pair"),
    [
        ("We could not swim.", "Não nadamos.", EN_PT),
        ("The town can see rain in May.", "A cidade vê chuva em maio.", EN_PT),
        ("Anyone who may have a film should call.", "Quem tem um filme deve ligar.", EN_PT),
        ("They must not swim.", "Eles não nadam.", EN_PT),
        ("They say that he can swim, but they must not.", "Dizem que ele pode nadar, mas eles não.", EN_PT),
        ("He said that we should leave.", "Ele disse que saímos.", EN_PT),
        ("Deve-se evitar o porto.", "They avoid the port.", PT_EN),
        ("O preço deve dobrar.", "The price doubled to ten.", PT_EN),
        ("O vento pode virar.", "The wind turned.", PT_EN),
        ("Negou que a filha teria fugido.", "He denied that his daughter had fled.", PT_EN),
    ],
)
def test_a_doubt_or_a_duty_lost_beside_such_turns_is_a_warning(source: str, target: str, pair: Pair) -> None:
    assert verdict(modality.check(source, target, pair)) == "warn"


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Sales fall while beauty is growing.", "As vendas despencam enquanto a beleza segue crescendo."),
        ("The last word is the prime minister's.", "A palavra é do primeiro-ministro."),
        ("It uproots trees near buildings.", "Derruba árvores perto de imóveis."),
        ("It was the nightlife of the day.", "Era a vida noturna da época."),
    ],
)
def test_what_another_word_renders_is_no_opposite(source: str, target: str) -> None:
    assert not list(opposites.check(source, target, EN_PT))
    assert not list(opposites.check(target, source, PT_EN))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Nova York é uma cidade do século passado.", "New York is an old city of the past century."),
        ("A alteração veio do porto.", "The lower part came from the port."),
        ("Levou uma caixa.", "He took a heavy box."),
        ("O durante foi melhor.", "It was easy to be better."),
    ],
)
def test_a_word_that_only_begins_as_another_is_no_opposite(source: str, target: str) -> None:
    assert not list(opposites.check(source, target, PT_EN))


def test_a_sentence_that_ends_in_an_address_or_in_a_reference_is_whole() -> None:
    assert not list(completeness.check("It began in the era of #MeToo.", "Começou na era do #MeToo/#EuTambém.", EN_PT))
    assert not list(completeness.check("Fly to the coast (see below).", "Voe até a costa. (ver abaixo)", EN_PT))
    assert verdict(completeness.check("Fly to the coast (see below).", "Voe até a costa ver abaixo", EN_PT)) == "warn"


def test_an_acronym_may_stand_in_brackets_behind_its_words_and_take_their_place() -> None:
    en, pt = "Use the ROV to find it.", "Para encontrá-lo, use o veículo operado remotamente (ROV)."
    assert not list(completeness.check(en, pt, EN_PT))
    assert not list(completeness.check(pt, en, PT_EN))
    assert verdict(completeness.check(pt, "Use it.", PT_EN)) == "fail"


def test_what_is_beyond_doubt_is_so_in_other_languages_too() -> None:
    source = "Do not doubt that the port is old."
    assert not list(negation.check(source, "No dude de que el puerto es viejo.", Pair("en", "es")))
    assert not list(negation.check(source, "Sin ninguna duda, el puerto es viejo.", Pair("en", "es")))
    assert verdict(negation.check(source, "Hay dudas de que el puerto sea viejo.", Pair("en", "es"))) == "warn"
    assert not list(negation.check("It had little or no effect.", "Tuvo poco o ningún efecto.", Pair("en", "es")))
    assert not list(negation.check("It had little or no effect.", "Ele teve nenhum ou pouco efeito.", EN_PT))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Storms are rare here.", "Temporais são muito comuns aqui."),
        ("The inn is near the port.", "A pousada fica longe do porto."),
        ("The boats are deficient.", "Os barcos são adequados."),
    ],
)
def test_a_turn_that_lost_its_denial_is_an_opposite(source: str, target: str) -> None:
    assert verdict(opposites.check(source, target, EN_PT)) == "warn"
    assert verdict(opposites.check(target, source, PT_EN)) == "warn"
