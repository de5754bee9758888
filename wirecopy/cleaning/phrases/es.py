"""Spanish."""

_AGE = r"(?:\d{1,2}|un|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|varios|varias)"
_UNIT = r"(?:días?|semanas?|mes(?:es)?|años?)"
_THIS = r"(?:este artículo|esta noticia|este contenido|esta página|esta nota|esta publicación|este texto|esta entrada)"

LINES: dict[str, tuple[str, ...]] = {
    "photo-credit": (
        r"(?:foto|fotos|fotografía|imagen|crédito|ilustración|archivo|gráfico)(?: de archivo)? ?[:©/|] ?[^?!]{2,90}",
    ),
    "donation-prompt": (
        r"(?:hacemos periodismo|nuestro (?:periodismo|trabajo|medio))[^.?!]{2,60} (?:soci[oa]s|lectores|donaciones|apoyo)[^.?!]{0,40}|(?:hazte (?:soci[oa]|suscriptora?)|apóyanos|haz una donación|haz tu donación)[^.?!]{0,60}",
    ),
    "age-notice": (
        rf"(?:atención|nota|aviso|importante)?[:,!]? ?{_THIS} (?:tiene|fue|se|es|data)(?: [^\s.,;:]{{1,14}}){{0,4}} más de {_AGE} {_UNIT}(?: y (?:puede|podría|su|la|es posible)[^.?!]{{0,110}})?",
        rf"{_THIS} (?:forma parte|procede|proviene|es|pertenece)(?: de| a)? (?:nuestr[oa]|nuestros|el|la|los) (?:archivo|archivos|hemeroteca)[^.?!]{{0,30}}",
        rf"{_THIS} (?:fue publicad[oa]|se publicó) (?:en|el) [\w ]{{0,18}}\d{{4}}[^.?!]{{0,60}}",
        rf"(?:atención|nota|aviso|importante)?[:,!]? ?{_THIS} (?:tiene|fue (?:publicad[oa]|actualizad[oa]|escrit[oa]) hace|se publicó hace|es de hace)(?: ya)?(?: más de| casi| unos| cerca de)? {_AGE} {_UNIT}(?: de antigüedad)?(?:(?: y|,) [^.?!]{{0,50}}(?:desactualiz|informaci|vigente|datos|actual)[^.?!]{{0,60}})?",
        rf"(?:publicad[oa]|actualizad[oa]) hace (?:más de )?{_AGE} {_UNIT}",
        rf"{_THIS} (?:pertenece a|procede de|es de) (?:nuestro|nuestra|la|el) (?:archivo|hemeroteca)|{_THIS} (?:puede estar|está) desactualizad[oa]",
        r"está leyendo (?:un|una) (?:artículo|noticia|versión) (?:antigu[oa]|archivad[oa])[^.?!]{0,50}",
    ),
    "related-link": (
        r"(?:artículo|noticia) (?:siguiente|anterior)|(?:siguiente|anterior) (?:artículo|noticia)",
        r"(?:lea también|lee también|leer también|lea además|lee además|lea|vea también|ver también|mira también|te puede interesar|le puede interesar|te recomendamos|le recomendamos|más información|también te puede interesar|relacionad[oa]s?|noticia relacionada|nota relacionada|lee más|leer más|no te pierdas|puedes leer|ver más) ?[:|»>→] ?[^\n.!؟]{3,160}",
        r"(?:lea|lee|leer|ver|vea|conozca|sepa) (?:también|más|además|la noticia completa|todas las noticias|el artículo completo)|más información|te puede interesar|le puede interesar|también te puede interesar|noticias relacionadas|artículos relacionados|temas relacionados|contenido relacionado|te recomendamos|lo más (?:leído|visto)|más noticias(?: de [\w áéíóú]{2,40})?|últimas noticias|sigue leyendo|seguir leyendo|continúa leyendo|siguiente|anterior|las más leídas|quizás te interese|recomendados(?: para ti)?",
        r"(?:haz|haga|pulsa|pulse|pincha) (?:clic|click)? ?(?:aquí|aqui)(?: para[^.?!]{0,80})?",
    ),
    "newsletter-prompt": (
        r"(?:suscríbete|suscríbase|apúntate|regístrate|inscríbete|inscríbase|recibe|reciba)[^.?!]{0,90}(?:newsletters?|boletín|boletines|correo|e-?mail|bandeja de entrada)[^.?!]{0,110}",
        r"(?:nuestr[oa]s? |la |el )?(?:newsletters?|bolet(?:ín|ines))(?: (?:diari[oa]|semanal|gratuit[oa]|informativ[oa]s?))?|(?:tu |su )?(?:correo electrónico|e-?mail)",
    ),
    "subscribe-prompt": (
        r"(?:suscríbete|suscríbase|suscribirse|suscribirme|inicia sesión|iniciar sesión|inicie sesión|regístrate|regístrese|hazte (?:soci[oa]|suscriptora?|premium)|hágase (?:soci[oa]|suscriptora?))(?: (?:para|y (?:sigue|continúa|accede|disfruta|recibe|lee|obtén)|a (?:nuestr|el |la )|aquí|ahora|gratis|por|o (?:regístr|suscríb|crea))[^.?!]{0,110})?",
        r"(?:¿)?ya (?:eres|es|soy|tienes|tengo) (?:suscriptora?|soci[oa]|(?:una )?cuenta)\??(?: ?(?:inicia|inicie|iniciar) sesión)?(?: aquí)?",
        r"(?:este )?(?:contenido|artículo|este es un contenido) (?:es )?(?:exclusivo|solo|sólo|reservado) (?:para|a)(?: los| nuestros)? (?:suscriptores|socios|registrados)|(?:contenido )?(?:exclusivo|solo|sólo) (?:para )?suscriptores|para seguir leyendo[^.?!]{0,90}",
        r"(?:apoya|ayúdanos|dona|colabora con)(?: a)? (?:nuestr[oa]|el periodismo|este periodismo)[^.?!]{0,80}|dona ahora",
    ),
    "app-prompt": (
        r"(?:descarga|descárgate|descargue|instala)[^.?!:,]{0,40}(?:app|aplicación)(?: (?:gratis|gratuita|móvil|ahora|ya)){0,2}",
        r"activa las notificaciones[^.?!]{0,60}",
    ),
    "share-line": (
        r"(?:compartir|comparte|comparta)(?: (?:en|por|este|esta|el|la|artículo|noticia|nota|enlace|vía))*(?: (?:facebook|twitter|x|whatsapp|linkedin|e-?mail|correo|telegram))?|(?:copiar|enlace copiado|imprimir|guardar|enviar por (?:correo|e-?mail))(?: (?:el )?enlace| artículo)?",
    ),
    "follow-line": (
        r"(?:síguenos|síganos|únete|únase|encuéntranos|puedes seguirnos)(?:[^.?!]{0,30}) (?:en|a través de|al|a nuestro)(?: nuestr[oa]s?| el| la| las)? ?(?:canal|facebook|x|twitter|instagram|whatsapp|linkedin|youtube|tiktok|google|telegram|redes)\b[^.?!]{0,90}",
        r"síguenos|síganos|(?:escríbenos|contáctanos|contacte)(?: (?:a|en|con))?[^?!]{0,70}",
    ),
    "comment-prompt": (
        r"(?:informar de|reportar|notificar|avisar de) un (?:error|fallo)",
        r"¿?(?:y tú,? |y usted,? )?qué (?:opinas|opina usted|piensas|te parece)(?: (?:de|sobre) est[aeo][^.?!]{0,30})?|(?:cuéntanos|déjanos|danos|dinos|escribe)[^.?!]{0,40} (?:comentarios|opinión|comentario)[^.?!]{0,30}|ver (?:todos )?los comentarios",
        r"(?:\d+ )?comentarios?(?: \(\d+\))?|(?:deja|escribe|deje|ver|añade|publicar|haz|leer) (?:un|tu|su|los|todos los|el primer) comentarios?|comentar|(?:únete a la|participa en la) conversación|reportar (?:un )?error|los comentarios están cerrados[^.?!]{0,40}|archivado en",
    ),
    "cookie-notice": (
        r"(?:para (?:ver|mostrar|visualizar|reproducir) (?:este|el|esta|la) (?:contenido|vídeo|video|mapa|publicación)),? [^.?!]{0,40}(?:cookies|aceptar|permitir)[^.?!]{0,60}",
        r"(?:este sitio|esta web|utilizamos|usamos|nosotros)[^.?!]{0,30}cookies[^.?!]{0,140}",
        r"(?:al (?:suscribirte|suscribirse|registrarte|continuar|hacer clic|navegar|enviar))[^.?!]{0,90}(?:aceptas?|acepta)[^.?!]{0,140}",
        r"aceptar(?: (?:todas las )?cookies)?|política de (?:privacidad|cookies)|aviso legal|términos y condiciones|este contenido (?:no está disponible|está bloqueado|se aloja)[^.?!]{0,120}",
    ),
    "advertisement": (
        r"(?:el artículo|la noticia|la nota|el texto)? ?(?:continúa|sigue) (?:después|tras|debajo)(?: de)? (?:la|del) (?:publicidad|anuncio)|si compras[^.?!]{0,50}enlaces[^.?!]{0,60}comisión[^.?!]{0,20}",
        r"publicidad|anuncio|patrocinado|contenido patrocinado|publirreportaje|pauta|la noticia continúa (?:después de|tras) la publicidad|continúa (?:después|tras)[^.?!]{0,12}(?:la publicidad|el anuncio)",
    ),
    "copyright": (
        r"todos los derechos reservados[^?!]{0,60}|(?:queda )?prohibida (?:su|la|toda)? ?reproducción[^?!]{0,100}",
    ),
    "agency-footer": (
        r"\(?(?:con información de|con datos de|con información d[e']l?|información de|elaborado por|redacción y agencias|redacción,? con)(?: (?:la |las |el )?[\w .,/'-]{2,70})?\)?|(?:efe|europa press|reuters|afp|ap|agencias)(?: ?[/,y] ?(?:efe|europa press|reuters|afp|ap|agencias))+",
        r"(?:fuentes?|foto|fotos|fotografía|imagen|crédito|créditos|con información de) ?: ?[^?!]{2,100}",
    ),
    "reading-aid": (
        r"(?:escuchar?|oír|escuche) (?:el|este|la|esta) (?:artículo|noticia|nota|texto)\W{0,3}(?:\d{1,3}.{0,8})?",
        r"(?:tiempo de )?lectura ?:? ?\d{1,3} ?min(?:utos?)?|\d{1,3} ?min(?:utos?)?\.?(?: de lectura)?|(?:escuchar|escucha|oír) (?:el|este|la|esta) (?:artículo|noticia|nota)(?: ?\(?\d.{0,12})?|(?:su|tu) navegador no[^.?!]{0,80}|ampliar imagen|© ?[^?!]{2,80}",
    ),
    "topic-list": (
        r"(?:temas|etiquetas|tags|archivado en|palabras clave|en esta nota|en este artículo) ?: ?[^?!]{2,200}",
        r"etiquetas|en esta nota|sobre la firma|sobre el autor|sobre la autora|más sobre",
    ),
    "dateline": (
        r"(?:publicad[oa]|actualizad[oa]|creado|última actualización|act)(?: el| a las|:)? ?:? ?(?:\w{2,10},? )?\d{1,2}[\w./ :,|áéíóú–-]{0,60}",
    ),
}

COMPANIONS: tuple[str, ...] = (
    r"(?:puedes|puede|podrás)[^.?!]{0,40}(?:darte de baja|cancelar|en cualquier momento)[^.?!]{0,60}",
    r"(?:es )?(?:gratis|gratuito|sin compromiso)(?: y (?:gratis|sin compromiso))?",
    r"(?:la |alguna )?información[^.?!]{0,50}(?:desactualizada|obsoleta)[^.?!]{0,30}",
)

REPORTED: tuple[str, ...] = (
    r"\b(?:dijo|según|afirmó|explicó|aseguró|señaló|declaró|ha dicho|él|ella|ellos|indicó|anunció|sostuvo|decía|pedía|pidió|dice|gritaban|advierte|advierten|aconseja|aconsejan|recomienda|recomiendan|reza|rezaba|denuncia|denuncian)\b",
)

BYLINES: tuple[str, ...] = (r"(?:(?:texto|escrito|redactado|publicado) )?por ?:? (?P<es>[^:?!]{3,90})",)

ASKS = r"¿?(?:y |también )?(?:suscríbete|suscríbase|suscribirse|apúntate|apúntese|regístrate|regístrese|inscríbete|recibe|reciba|descarga|descargue|descárgate|síguenos|síganos|sigue|únete|únase|comparte|comparta|apoya|apoye|apóyanos|ayúdanos|dona|done|hazte|hágase|inicia|inicie|deja|deje|cuéntanos|cuéntanoslo|escríbenos|escriba|contáctanos|envíanos|activa|active|consulta|consulte|lee|lea|mira|mire|haz clic|haga clic|pulsa|pulse|no te pierdas|no se pierda|quieres|quiere|tienes|tiene|puede|puedes|para (?:ver|leer|seguir|recibir|continuar|comentar))"
VOICE = r"(?:nosotros|nuestr[oa]s?|\w{3,12}(?:nos|noslo))"
READER = r"(?:tú|tu|tus|te|usted|ustedes|ya lo eres|ya eres)"

PROMPTS = {
    "newsletter-prompt": (
        " a nuestro boletín ",
        " a nuestra newsletter ",
        " a nuestros boletines ",
        " en tu correo las ",
        " en su correo las ",
    ),
    "subscribe-prompt": (
        " exclusivo para suscriptores ",
        " solo para suscriptores ",
        " quieres seguir leyendo ",
        " para seguir leyendo ",
        " para continuar leyendo ",
        " ya eres suscriptor ",
        " si ya eres suscriptor ",
    ),
    "comment-prompt": (
        " cuéntanoslo en los comentarios ",
        " en la sección de comentarios ",
        " los comentarios están cerrados para ",
    ),
    "cookie-notice": (
        " debes aceptar las cookies ",
        " debe aceptar las cookies ",
        " cookies propias y de terceros ",
        " este sitio web utiliza cookies ",
    ),
    "advertisement": (
        " podemos recibir una comisión ",
        " podríamos recibir una comisión ",
        " podemos ganar una comisión ",
        " después de la publicidad ",
        " tras la publicidad ",
    ),
    "app-prompt": (
        " disponible en app store ",
        " disponible para ios y android ",
        " nuestra aplicación ",
        " nuestra app ",
    ),
    "donation-prompt": (
        " hacemos periodismo independiente ",
        " nuestro periodismo ",
        " apoya el periodismo ",
        " apoya nuestro trabajo ",
    ),
    "follow-line": (" nuestro canal de whatsapp ", " nuestro canal de telegram "),
    "contact-line": (" tienes una historia que contar ", " tienes alguna información sobre "),
    "copyright": (" todos los derechos reservados ", " prohibida su reproducción ", " prohibida la reproducción "),
    "age-notice": (" puede estar desactualizado ", " puede estar desactualizada "),
    "related-link": (
        " puede leer más aquí ",
        " puedes leer más aquí ",
        " lee la noticia completa ",
        " lea la nota completa ",
    ),
}
OFFERS = {
    "newsletter-prompt": (
        " en tu correo ",
        " en tu email ",
        " boletín semanal ",
        " boletín diario ",
        " tu bandeja de entrada ",
        " boletín gratuito ",
    ),
    "app-prompt": (
        " app de ",
        " alertas de última hora ",
        " app store ",
        " google play ",
        " ios y android ",
        " notificaciones ",
    ),
    "follow-line": (
        " en facebook ",
        " en instagram ",
        " en x ",
        " en twitter ",
        " canal de whatsapp ",
        " en nuestras redes ",
    ),
    "comment-prompt": (" en los comentarios ", " tu comentario ", " su comentario "),
    "share-line": (" esta noticia ", " este artículo ", " esta nota "),
}
THINGS = {
    "newsletter-prompt": (" boletín ", " newsletter", " boletines "),
    "app-prompt": (" app ", " aplicación "),
    "donation-prompt": (" periodismo ", " redacción ", " donación ", " donativo ", " soci"),
    "follow-line": (" facebook ", " instagram ", " whatsapp ", " redes "),
    "contact-line": (" redacción ", "@", " historia "),
}
BIOS = r"[^.?!]{3,60}? es (?:[\w-]+ ){0,3}(?:periodista|redactora?|reporter[oa]|corresponsal|columnista) (?:de|en|del|para|especializad[oa])[^?!]{3,160}|(?:cubre|escribe sobre|trabaja en|ha trabajado)[^?!]{3,140}"
