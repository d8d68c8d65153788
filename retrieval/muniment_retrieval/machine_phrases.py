"""How a machine is spoken to, in a number of languages: orders to forget what it was told, and addresses in the second person."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """One way of speaking to a machine. `words` are in lower case: of each group a page has one, or else the rule cannot fit."""

    words: tuple[tuple[str, ...], ...]
    pattern: re.Pattern[str]


_BOUNDS = ((r"\s+", r"\s{1,8}"), (r"\s*", r"\s{0,4}"), (r"\w+", r"\w{1,40}"), (r"\w*", r"\w{0,40}"))
"""Blanks and words are bounded, so that a page of nothing but blanks takes no longer than another."""


def rule(words: str, pattern: str) -> Rule:
    groups = tuple(tuple(group.split("|")) for group in words.split("&"))
    for endless, bounded in _BOUNDS:
        pattern = pattern.replace(endless, bounded)
    return Rule(groups, re.compile(pattern, re.IGNORECASE | re.VERBOSE))


_NAMED = "artificial|language model|llm|chatbot|chat bot|gpt|copilot|gemini|claude|assistant|automated|virtual|digital"
_NAMED += '| ai |\nai |a.i.| ai,| ai:| ai.| ai\n|(ai|ais | ai"|[ai'


_MACHINE = r"""(?:(?:(?:ai|large)\s+){0,2}language\s+model|artificial\s+intelligence|llm|chat\s?bot|chatgpt|gpt(?:-?\d\w*)?
    |copilot|gemini|claude|(?:ai|virtual|digital|automated)\s+(?:assistant|agent|system|model|reviewer|screener|reader|tool)|a\.?i\.?)"""
_BEGINS = r"""(?:(?<=^)|(?<=[\n.!?:;"'“”‘’(\[<>*\-–—•#|{}/]\s)|(?<=[\n"'“”‘’(\[<>*•#|{}/])
    |\b(?:please|kindly|now|immediately|then|simply|just|instead|must|should|always|ai|assistant|you\s+(?:shall|will|are\s+to))
    [,:]?\s+)"""
"""Where an order can begin: not behind "the agent shall" or "may", of which contracts are full."""

_ENGLISH = (
    rule(
        "ignor|disregard|forget|overrid|bypass|discard&instruction|prompt|direct|guideline|command|rule|context|message|program|training|order|constraint",
        rf"""{_BEGINS}(?:ignore|disregard|forget|override|bypass|discard)\s+(?:about\s+)?
        (?:(?:all|any|the|of|your|my|our|these|those|every|each|and|or|other|everything)\s+){{0,4}}
        (?:previous|prior|above|earlier|preceding|foregoing|existing|original|initial|former|past|system|safety|programmed)
        (?:\s+(?:and|or|,)?\s*\w+){{0,2}}?\s+
        (?:instructions?|prompts?|directions?|directives?|guidelines?|commands?|rules?|context|messages?|programming|training|orders?|constraints?)\b""",
    ),
    rule(
        "ignore|disregard|forget&your|everything",
        rf"""{_BEGINS}(?:ignore|disregard|forget)\s+(?:all\s+(?:of\s+)?)?(?:your|everything)\s+
        (?:\w+\s+){{0,2}}?(?:instructions|guidelines|programming|training|rules|above|before|you\s+(?:were|have\s+been)\s+told)\b""",
    ),
    rule(
        "instructions above|instructions before|instructions and",
        rf"""{_BEGINS}(?:ignore|disregard|forget)\s+(?:all\s+)?(?:the\s+)?instructions\s+
        (?:above|before|and\s+(?:say|write|print|output|respond|reply|answer))\b""",
    ),
    rule(
        f"you are|you're|you were|act as|pretend&{_NAMED}",
        rf"""\b(?:if\s+you\s+are|you\s+are(?:\s+now)?|you're(?:\s+now)?|act\s+as(?:\s+if\s+you\s+(?:are|were))?
        |pretend\s+(?:to\s+be|(?:that\s+)?you\s+are)|as\s+if\s+you\s+were)\s+(?:an?\s+|the\s+)?(?:\w+\s+){{0,2}}?{_MACHINE}\b
        (?!\s+(?:user|customer|provider|developer|company|vendor|deployer|subscriber))""",
    ),
    rule(
        "as an ai|as a language|as a large|as an artificial|as a chat|as an assistant|as an automated",
        rf"""\bas\s+an?\s+(?:{_MACHINE}|assistant)(?:\s+(?:model|assistant|system|agent))?,?\s+you\b""",
    ),
    rule(
        f"reading|processing|analy|summari|reviewing|parsing|reads|evaluating|screening&{_NAMED}",
        rf"""\b(?:to|for|attention|hey|dear|note|any|all|every|if)\b[\s,:]+(?:the\s+|any\s+|all\s+|an?\s+|every\s+)?{_MACHINE}s?\s+
        (?:models?\s+|assistants?\s+|systems?\s+|agents?\s+)?(?:that\s+(?:is|are)\s+|which\s+(?:is|are)\s+|is\s+|are\s+)?
        (?:reading|processing|analy[sz]ing|summari[sz]ing|reviewing|parsing|evaluating|screening|(?:that|who|which)\s+reads?)\s+
        (?:this|the\s+following)\b""",
    ),
    rule(
        f"instruction|attention|message|note|notice&{_NAMED}",
        rf"""(?:(?<=^)|(?<=[\n\[(<*#"“]))\s*(?:important\s+)?(?:instructions?|attention|message|note|notice)\s+(?:to|for)\s+
        (?:the\s+|any\s+|all\s+)?{_MACHINE}s?(?:\s+(?:models?|assistants?|systems?|agents?))?\s*[:,\])!>—–-]""",
    ),
    rule(
        "system prompt|hidden prompt|initial prompt|your prompt|your instructions|system instructions|system message",
        r"""\b(?:reveal|print|output|repeat|show|leak|disclose|display|expose|recite|override|replace|update|change|new|begin|end)\s+
        (?:me\s+)?(?:verbatim\s+)?(?:(?:your|the|all|of|full|entire|complete|own)\s+){0,3}
        (?:(?:system|hidden|initial|secret)\s+(?:prompts?|instructions|messages?)|prompt\b)""",
    ),
    rule("system prompt|system message", r"""(?:^|[\n\[<(#*])\s*system\s+(?:prompt|message|override)\s*[:\])>]"""),
    rule(
        "system override|system: |[system|<system",
        r"""[\[<]\s*/?\s*system\s*[\]>]|\bsystem\s+override\b|^\s*system:\s+you\s+are\b""",
    ),
    rule(
        "<|[inst]|[/inst]|### instruction|### system",
        r"""<\|(?:im_start|im_end|system|user|assistant|endoftext|begin_of_text|start_header_id|eot_id)\|>|\[/?INST\]|<</?SYS>>
        |\#\#\#\s*(?:instruction|system)\s*:|<start_of_turn>""",
    ),
    rule(
        "developer mode|dan mode|jailbr|do anything now",
        r"""\b(?:enter|enable|activate|switch\s+to|you\s+are\s+(?:now\s+)?in)\s+(?:developer|dan|jailbreak|god|unrestricted)\s+mode\b
        |\bdo\s+anything\s+now\b|\byou\s+are\s+(?:now\s+)?jailbroken\b""",
    ),
    rule(
        "from now on|your new|new instructions",
        r"""\bfrom\s+now\s+on,?\s+you\s+(?:will|must|are|should|only|always|respond|answer|act)\b
        |\byour\s+new\s+(?:instructions?|task|role|goal|objective|prompt)\s+(?:is|are)\b|(?:^|\n)\s*new\s+instructions\s*:""",
    ),
    rule(
        "do not|don't|without |never&user|human|instruction|prompt|hidden",
        r"""(?:(?<=^)|(?<=[\n.!?:;"“(\[]\s)|(?<=[\n"“(\[]))(?:do\s+not|don't|never)\s+(?:tell|inform|alert|mention\s+(?:this|these|it)\s+to|
        reveal\s+(?:this|these|it)\s+to)\s+(?:the\s+)?(?:user|human)s?\b
        |\b(?:do\s+not|don't|never)\s+(?:mention|reveal|disclose|repeat|refer\s+to)\s+(?:this|these|the\s+above)\s+
        (?:instructions?|prompts?|hidden\s+\w+)\b|\bwithout\s+(?:telling|informing|alerting)\s+the\s+user\b""",
    ),
    rule(
        "positive review|this candidate|this applicant|this resume|this paper|this submission|highly qualified",
        rf"""{_BEGINS}(?:give|write|provide)\s+(?:only\s+)?(?:a\s+)?(?:strong(?:ly)?\s+)?positive\s+reviews?\b
        |{_BEGINS}(?:recommend|rate|rank|score|mark|classify|select|hire|accept|approve)\s+this\s+
        (?:candidate|applicant|resume|cv|paper|submission)\s+(?:as|highly|immediately|first|above|with|for\s+hire)\b""",
    ),
    rule(
        "conversation|chat history|user's&http|url|link|@",
        rf"""{_BEGINS}(?:send|append|forward|post|upload|exfiltrate|include|encode)\s+(?:the\s+|all\s+|this\s+|our\s+)?(?:(?:entire|whole|full)\s+)?
        (?:conversation|chat\s+history|user's\s+(?:messages?|data|question|password|secrets?))\b[^.\n]{{0,60}}
        (?:https?://|\burl\b|\blink\b|\bto\s+\S+@)""",
    ),
)

_OTHERS = (
    rule(
        "ignorier|vergiss|vergessen|missacht&anweisung|instruktion|befehl|vorgabe|prompt|aufforderung|regel",
        r"""\b(?:ignorier(?:e|en\s+sie|t)|vergiss|vergessen\s+sie|missachte(?:n\s+sie)?)\s+(?:bitte\s+)?
        (?:(?:alle|sämtliche|die|deine|ihre|jegliche|aller?)\s+){0,2}
        (?:vorherige|vorige|bisherige|frühere|obige|vorangegangene|vorstehende|vorhergehende)[nr]?\s+(?:\w+\s+){0,2}?
        (?:anweisung|instruktion|befehl|vorgabe|prompt|aufforderung|regel)\w*""",
    ),
    rule(
        "du bist|sie sind|wenn du|als ki|als sprachmodell|sprachmodell",
        r"""\b(?:du\s+bist|wenn\s+du|sie\s+sind)\s+(?:(?:jetzt|nun|ab\s+jetzt)\s+)?eine?\s+(?:\w+\s+)?
        (?:ki\b(?!-)|ki-\w*(?:assistent|modell|system)|sprachmodell|künstliche\s+intelligenz|chatbot)
        |\bals\s+(?:ki|sprachmodell)(?:[-\s]\w+)?\s+(?:musst|sollst|darfst|wirst|hast)\s+du\b""",
    ),
    rule(
        "ignore|oublie|compte& les | vos | tes | des | ces &instructions|consignes|directives|ordres",
        r"""\b(?:ignore[rz]?|oublie[rz]?|ne\s+(?:tiens|tenez)\s+(?:pas|aucun)\s+compte)\s+(?:de\s+|d['’])?(?:toutes?\s+|tous\s+)?
        (?:les|vos|tes|des|ces)\s+(?:\w+\s+)?(?:instructions|consignes|directives|ordres)\s+
        (?:précédente?s?|antérieure?s?|ci-dessus|ci-avant|données)""",
    ),
    rule(
        "tu es |vous êtes |si tu es|si vous êtes|en tant qu",
        r"""\b(?:si\s+)?(?:tu\s+es|vous\s+êtes)\s+(?:maintenant\s+|désormais\s+)?une?\s+
        (?:ia\b|intelligence\s+artificielle|modèle\s+de\s+langage|assistant\s+(?:ia|virtuel))
        |\ben\s+tant\s+qu['’](?:ia|intelligence\s+artificielle|une?\s+ia|assistant\s+ia)\b[^.\n]{0,40}\b(?:tu\s+dois|vous\s+devez)""",
    ),
    rule(
        "instrucciones|órdenes|indicaciones|directrices",
        r"""\b(?:ignor[ae]n?|olvid[ae]n?|descarta|haz\s+caso\s+omiso\s+(?:de|a)|no\s+hagas\s+caso\s+(?:de|a))\s+(?:por\s+favor\s+)?
        (?:todas\s+)?(?:las|tus|sus|estas)\s+(?:(?:anteriores|previas)\s+(?:instrucciones|órdenes|indicaciones|directrices)
        |(?:instrucciones|órdenes|indicaciones|directrices)\s+(?:anteriores|previas|de\s+arriba|que))""",
    ),
    rule(
        "eres |como una ia|como modelo",
        r"""\b(?:si\s+)?eres\s+(?:ahora\s+)?una?\s+(?:ia\b|inteligencia\s+artificial|modelo\s+de\s+lenguaje|asistente\s+(?:de\s+ia|virtual))
        |\bcomo\s+(?:una\s+)?(?:ia|modelo\s+de\s+lenguaje)\b[^.\n]{0,40}\b(?:debes|tienes\s+que)""",
    ),
    rule(
        "istruzioni|indicazioni|direttive|sei un|sei ora|sei adesso",
        r"""\b(?:ignora(?:te)?|ignori|dimentica(?:te)?)\s+(?:tutte\s+)?le\s+(?:(?:precedenti)\s+(?:istruzioni|indicazioni|direttive)
        |(?:istruzioni|indicazioni|direttive)\s+(?:precedenti|di\s+cui\s+sopra|sopra|qui\s+sopra))
        |\bsei\s+(?:ora\s+|adesso\s+)?un(?:'|’|a\s+|\s+)(?:ia\b|intelligenza\s+artificiale|modello\s+linguistico|assistente\s+(?:ia|virtuale))""",
    ),
    rule(
        "instruções|orientações|você é",
        r"""\b(?:ignor[ae]m?|esqueça|desconsidere)\s+(?:todas\s+)?(?:as|suas)\s+(?:instruções|orientações|ordens)\s+(?:anteriores|prévias|acima)
        |\bvocê\s+é\s+(?:agora\s+)?uma?\s+(?:ia\b|inteligência\s+artificial|modelo\s+de\s+linguagem|assistente\s+(?:de\s+ia|virtual))""",
    ),
    rule(
        "instructies|opdrachten|aanwijzingen|je bent",
        r"""\b(?:negeer|vergeet)\s+(?:(?:alle|de|uw|je|jouw)\s+){0,2}(?:vorige|eerdere|voorgaande|bovenstaande)\s+(?:\w+\s+)?
        (?:instructies|opdrachten|aanwijzingen)|\bje\s+bent\s+(?:nu\s+)?een\s+(?:ai\b|taalmodel|ai-\w+|kunstmatige\s+intelligentie)""",
    ),
    rule(
        "instrukcje|polecenia",
        r"""\b(?:zignoruj|ignoruj|zapomnij\s+o|zapomnij)\s+(?:\w+\s+){0,2}?(?:poprzedni|wcześniejsz|powyższ)\w*\s+(?:\w+\s+)?(?:instrukcj|poleceni)\w*""",
    ),
    rule(
        "talimat|komut",
        r"""\b(?:önceki|yukarıdaki)\s+(?:tüm\s+|bütün\s+)?(?:talimat|komut)\w*\s+(?:yok\s?say|görmezden\s+gel|unut)\w*""",
    ),
    rule(
        "инструкци|указани|команд|ты |вы &игнорируй|забудь|внимания|интеллект|модель|ассистент",
        r"""\b(?:игнорируй(?:те)?|проигнорируй(?:те)?|забудь(?:те)?|не\s+обращай(?:те)?\s+внимания\s+на)\s+(?:все\s+|всё\s+)?(?:\w+\s+)?
        (?:предыдущие|прежние|вышеуказанные|предшествующие|прошлые)\s+(?:инструкции|указания|команды)
        |\b(?:ты|вы)\s+(?:теперь\s+)?[-—–]?\s*(?:искусственный\s+интеллект|языковая\s+модель|ии-ассистент)""",
    ),
    rule(
        "指令|指示|提示|命令|你是|你现在是|你現在是",
        r"""(?:忽略|无视|無視|忽視|忘记|忘記|忘掉|不要理会)(?:掉)?(?:你)?(?:所有|全部|一切)?(?:的)?(?:之前|以上|先前|前面|上述|此前|以前|上面)
        (?:的|所有|全部|一切|给你|你收到|收到)*(?:指令|指示|提示词?|命令)
        |你(?:现在|現在)?是(?:一[个個名位])?(?:ai|人工智[能慧]|(?:大型?)?[语語]言模型|chatgpt|智能助手)""",
    ),
    rule(
        "指示|命令|プロンプト|指令|あなたは",
        r"""(?:これまで|以前|以上|上記|先程|過去|前|今まで)の(?:すべての|全ての|全)?(?:指示|命令|プロンプト|指令)(?:を|は)(?:すべて|全て)?(?:無視|忘れ)
        |あなたは(?:今から|現在)?、?(?:ai|人工知能|(?:大規模)?言語モデル|aiアシスタント)""",
    ),
    rule(
        "지시|명령|지침|프롬프트",
        r"""(?:이전|앞선|위의|지금까지의|기존)\s?(?:의\s?)?(?:모든\s?)?(?:지시|명령|지침|프롬프트)(?:사항)?(?:들)?(?:를|을|은|는)?\s?(?:모두\s?)?(?:무시|잊)""",
    ),
    rule("التعليمات|الأوامر", r"""(?:تجاهل|انس|انسى)\s+(?:جميع\s+|كل\s+|كافة\s+)?(?:التعليمات|الأوامر)\s+(?:السابقة|أعلاه)"""),
    rule(
        "निर्देश",
        r"""(?:पिछले|पूर्व|उपरोक्त)\s+(?:सभी\s+)?निर्देश\w*\s+(?:को\s+)?(?:अनदेखा|नज़रअंदाज़|भूल)""",
    ),
)

RULES = (*_ENGLISH, *_OTHERS)
