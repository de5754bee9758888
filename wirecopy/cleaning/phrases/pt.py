"""Portuguese."""

_AGE = r"(?:\d{1,2}|um|uma|dois|duas|três|quatro|cinco|seis|sete|oito|nove|dez|vários|várias)"
_UNIT = r"(?:dias?|semanas?|mês|meses|anos?)"
_THIS = r"(?:este artigo|esta notícia|esta matéria|este conteúdo|esta página|esta reportagem|este texto|esta publicação|este post)"

LINES: dict[str, tuple[str, ...]] = {
    "photo-credit": (
        r"(?:foto|fotos|imagem|crédito|ilustração|reprodução|arquivo)(?: de arquivo)? ?[:©/|] ?[^?!]{2,90}",
    ),
    "donation-prompt": (
        r"(?:o )?nosso (?:jornalismo|trabalho|site)[^.?!]{2,60} (?:de si|leitores|doações|apoio|você)[^.?!]{0,40}|(?:apoie-nos|faça uma doação|faça um donativo|doe agora|contribua)(?: (?:com|agora|aqui)[^.?!]{0,50})?",
    ),
    "age-notice": (
        rf"(?:atenção|nota|aviso)?[:,!]? ?{_THIS} (?:tem|foi|é)(?: [^\s.,;:]{{1,14}}){{0,4}} (?:mais de|cerca de) {_AGE} {_UNIT}(?: e (?:pode|poderá|algumas|as)[^.?!]{{0,110}})?",
        rf"{_THIS} foi publicad[oa] (?:em|no dia) [\w /]{{0,14}}\d{{4}}[^.?!]{{0,60}}",
        r"(?:conteúdo|artigo|notícia|matéria) (?:de|do|retirad[oa] do) (?:nosso )?arquivo",
        rf"(?:atenção|nota|aviso)?[:,!]? ?{_THIS} (?:tem|foi (?:publicad[oa]|atualizad[oa]|escrit[oa]) há)(?: mais de| cerca de| quase)? {_AGE} {_UNIT}(?:(?: e|,) [^.?!]{{0,50}}(?:desatualiz|informaç|dados|atual)[^.?!]{{0,60}})?",
        rf"(?:publicad[oa]|atualizad[oa]) há (?:mais de )?{_AGE} {_UNIT}",
        rf"{_THIS} (?:é do nosso arquivo|faz parte do arquivo|pode estar desatualizad[oa]|está desatualizad[oa])",
    ),
    "related-link": (
        r"(?:not[íi]cias |mat[ée]rias )?relacionad[ao]s",
        r"(?:leia também|leia mais|leia ainda|leia|veja também|veja mais|veja|saiba mais|confira|notícias relacionadas|relacionad[oa]s?|ler mais|ver também) ?[:|»>→] ?[^\n.!؟]{3,160}",
        r"(?:leia|veja|ler|ver|saiba|confira) (?:também|mais|ainda|tudo|a matéria completa|todas as notícias)|notícias relacionadas|artigos relacionados|conteúdo relacionado|mais lidas|as mais lidas|mais notícias(?: de [\w áéíóúãõç]{2,40})?|últimas notícias|continue lendo|continuar (?:a ler|lendo)|continue a ler|você (?:também )?pode (?:gostar|se interessar)[^.?!]{0,40}|recomendad[oa]s(?: para você)?",
        r"clique aqui(?: para[^.?!]{0,80})?",
    ),
    "newsletter-prompt": (
        r"(?:assine|inscreva-se|cadastre-se|receba|subscreva|registe-se)[^.?!]{0,90}(?:newsletters?|boletim|e-?mail|caixa de entrada)[^.?!]{0,110}",
        r"(?:nossa |a nossa |as nossas )?newsletters?(?: (?:diária|semanal|gratuita))?|(?:seu |o seu )?e-?mail",
    ),
    "subscribe-prompt": (
        r"(?:assine|faça (?:o )?login|inscreva-se|cadastre-se|torne-se (?:assinante|membro)|subscreva|inicie sessão)(?: (?:para|e (?:continue|leia|tenha|receba|apoie)|a nossa|o (?:nosso|jornal)|já|agora|aqui|grátis|por (?:apenas|só))[^.?!]{0,110})?|já (?:é|sou|tem|és) (?:assinante|(?:uma )?conta|cadastro)\??(?: ?(?:entre|faça login|inicie sessão))?|(?:conteúdo|artigo) (?:exclusivo|reservado)(?: para| a)? (?:os )?assinantes|(?:exclusivo|só) para assinantes|para continuar (?:lendo|a ler)[^.?!]{0,90}|(?:apoie|contribua com) (?:o (?:nosso )?jornalismo|nosso trabalho)[^.?!]{0,80}|doe agora",
    ),
    "app-prompt": (
        r"(?:baixe|descarregue|instale)[^.?!:,]{0,40}(?:app|aplicativo|aplicação)(?: (?:grátis|gratuito|gratuita|agora|já)){0,2}",
        r"(?:ative|ativar) (?:as )?notificações[^.?!]{0,60}",
    ),
    "share-line": (
        r"(?:compartilhe|compartilhar|partilhar|partilhe)(?: (?:no|na|em|este|esta|o|a|artigo|notícia|via|por))*(?: (?:facebook|twitter|x|whatsapp|linkedin|e-?mail|telegram))?|(?:copiar|link copiado|imprimir|salvar|guardar)(?: (?:o )?link| artigo)?",
    ),
    "follow-line": (
        r"(?:siga|siga-nos|acompanhe|participe|inscreva-se)(?: [\w .'-]{1,40})? (?:no|na|nas|do|pelo|em)(?: nosso| o| seu)?(?: canal| grupo)?(?: do| no)? ?(?:facebook|x|twitter|instagram|whatsapp|linkedin|youtube|tiktok|google|telegram|redes)\b[^.?!]{0,80}|siga-nos",
    ),
    "comment-prompt": (
        r"(?:e você,? )?o que (?:você (?:acha|achou|pensa)|acha)(?: (?:d|sobre )est[aeo]\w?[^.?!]{0,30}| disso)?|(?:conte|diga|deixe|escreva)[^.?!]{0,40} (?:comentários|opinião|comentário)[^.?!]{0,30}|ver (?:todos )?os comentários",
        r"(?:\d+ )?comentários?|(?:deixe|escreva|veja|faça|ver|adicione) (?:um|seu|o seu|os|todos os) comentários?|comente|comunicar erro|os comentários estão (?:fechados|encerrados)[^.?!]{0,40}",
    ),
    "cookie-notice": (
        r"(?:para (?:ver|visualizar|exibir|reproduzir) (?:este|o|esta|a) (?:conteúdo|vídeo|mapa|publicação)),? [^.?!]{0,40}(?:cookies|aceitar|permitir)[^.?!]{0,60}",
        r"(?:este site|usamos|utilizamos|nós)[^.?!]{0,30}cookies[^.?!]{0,140}",
        r"(?:ao (?:assinar|continuar|clicar|se inscrever|subscrever|enviar))[^.?!]{0,90}(?:concorda|aceita|aceito)[^.?!]{0,140}",
        r"aceitar(?: (?:todos os )?cookies)?|política de privacidade|termos de uso",
    ),
    "advertisement": (
        r"publicidade|anúncio|conteúdo patrocinado|patrocinado|propaganda|continua (?:após|depois d)[^.?!]{0,6}(?:a|o) (?:publicidade|anúncio)|publicidade ?[-–:] ?continue[^.?!]{0,40}",
    ),
    "copyright": (r"todos os direitos reservados[^?!]{0,60}|(?:é )?proibida a reprodução[^?!]{0,100}",),
    "agency-footer": (
        r"\(?com (?:informações|dados|agências|reportagem)(?: (?:de|da|do|das|dos))? ?[\w .,/'-]{0,70}\)?|(?:fontes?|foto|fotos|crédito|créditos|imagem|reportagem|edição) ?: ?[^?!]{2,100}",
    ),
    "reading-aid": (
        r"(?:próxim[oa]|anterior) (?:notícia|artigo|matéria)|(?:notícia|matéria|artigo) (?:anterior|seguinte)|(?:reportar|comunicar|informar|relatar) (?:um )?erro",
        r"(?:tempo de )?leitura ?:? ?\d{1,3} ?min(?:utos?)?|\d{1,3} ?min(?:utos?)? de leitura|(?:ouça|ouvir) (?:este|o|a|esta) (?:artigo|texto|notícia|matéria)(?: ?\(?\d.{0,12})?|seu navegador não[^.?!]{0,80}|© ?[^?!]{2,80}",
    ),
    "topic-list": (
        r"(?:temas|tags|assuntos|palavras-chave|tópicos) ?: ?[^?!]{2,200}",
        r"palavras-chave|sobre o autor|sobre a autora",
    ),
    "dateline": (
        r"(?:publicad[oa]|atualizad[oa]|última atualização|criado)(?: em| às|:)? ?:? ?(?:\w{2,10},? )?\d{1,2}[\w./ :,|áéíóúçã–-]{0,60}",
    ),
}

COMPANIONS: tuple[str, ...] = (
    r"(?:você pode|pode|poderá)[^.?!]{0,40}(?:cancelar|descadastrar|a qualquer momento)[^.?!]{0,60}",
    r"(?:é )?(?:grátis|gratuit[oa]|sem compromisso|de graça)(?: e (?:grátis|sem compromisso))?",
    r"(?:as |algumas )?informações[^.?!]{0,50}desatualizadas[^.?!]{0,30}",
)

REPORTED: tuple[str, ...] = (
    r"\b(?:disse|segundo|afirmou|explicou|declarou|contou|ele|ela|eles|elas|anunciou|informou|diz|dizia|pedia|pediu|pediram|aconselha|aconselham|alerta|alertam|recomenda|recomendam|decidiu|denuncia|denunciam)\b",
)

BYLINES: tuple[str, ...] = (r"(?:(?:texto|escrito|publicado) )?por ?:? (?P<pt>[^:?!]{3,90})",)

ASKS = r"(?:e |também )?(?:assine|inscreva-se|cadastre-se|receba|subscreva|registe-se|baixe|descarregue|instale|siga|siga-nos|acompanhe|participe|entre|junte-se|compartilhe|partilhe|apoie|apoie-nos|ajude-nos|contribua|doe|torne-se|faça|deixe|escreva|envie|conte-nos|diga-nos|comente|ative|leia|veja|clique|não perca|quer|tem|já é|se você|para (?:ver|ler|continuar|receber|comentar))"
VOICE = r"(?:nós|noss[oa]s?|\w{3,12}-nos)"
READER = r"(?:você|vocês|seu|sua|seus|suas|lhe|te|tu|teu|tua|si)"

PROMPTS = {
    "newsletter-prompt": (
        " na nossa newsletter ",
        " a nossa newsletter ",
        " nossas newsletters ",
        " notícias no seu e-mail ",
        " notícias no seu email ",
    ),
    "subscribe-prompt": (
        " exclusivo para assinantes ",
        " já é assinante ",
        " e continue lendo ",
        " para continuar lendo ",
        " para continuar a ler ",
        " exclusivo assinantes ",
    ),
    "comment-prompt": (" nos comentários abaixo ", " deixe o seu comentário ", " deixe seu comentário "),
    "cookie-notice": (
        " usamos cookies para ",
        " utilizamos cookies para ",
        " este site usa cookies ",
        " este site utiliza cookies ",
        " tem de aceitar os cookies ",
        " aceitar os cookies para ",
    ),
    "advertisement": (" depois da publicidade ", " após a publicidade ", " podemos receber uma comissão "),
    "app-prompt": (" nosso aplicativo ", " nossa app ", " disponível para android e ios ", " disponível na app store "),
    "donation-prompt": (" o nosso jornalismo ", " nosso jornalismo ", " apoie o jornalismo "),
    "follow-line": (
        " nosso canal do whatsapp ",
        " nosso canal no whatsapp ",
        " nosso grupo no whatsapp ",
        " nosso canal no telegram ",
    ),
    "contact-line": (" tem uma sugestão de reportagem ", " sugestões de pauta ", " tem uma denúncia "),
    "copyright": (" todos os direitos reservados ", " proibida a reprodução "),
    "age-notice": (" pode estar desatualizado ", " pode estar desatualizada "),
    "related-link": (
        " para ler a reportagem completa ",
        " leia a reportagem completa ",
        " leia a matéria completa ",
        " leia a íntegra ",
    ),
}
OFFERS = {
    "newsletter-prompt": (" no seu e-mail ", " no seu email ", " newsletter gratuita ", " caixa de entrada "),
    "app-prompt": (
        " alertas no celular ",
        " app store ",
        " google play ",
        " notificações ",
        " aplicativo do ",
        " aplicativo da ",
    ),
    "follow-line": (" no instagram ", " no facebook ", " no x ", " canal do whatsapp ", " no whatsapp ", " nas redes "),
    "comment-prompt": (" nos comentários ", " seu comentário "),
    "share-line": (" esta notícia ", " este artigo ", " essa notícia "),
}
THINGS = {
    "newsletter-prompt": (" newsletter", " boletim "),
    "app-prompt": (" app ", " aplicativo ", " aplicação "),
    "donation-prompt": (" jornalismo ", " redação ", " donativo ", " doação "),
    "follow-line": (" facebook ", " instagram ", " whatsapp ", " redes "),
    "contact-line": (" redação ", "@", " reportagem "),
}
BIOS = r"[^.?!]{3,60}? é (?:[\w-]+ ){0,3}(?:jornalista|repórter|redatora?|editora?|correspondente|colunista) (?:do|da|de|no|na|em|para)[^?!]{3,160}|(?:cobre|escreve sobre|trabalha no)[^?!]{3,140}"
