"""French."""

_AGE = r"(?:\d{1,2}|un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|plusieurs|quelques)"
_UNIT = r"(?:jours?|semaines?|mois|ans?|années?)"
_THIS = r"(?:cet article|ce contenu|cette page|ce billet|cette actualité|ce texte|cette information|l'article)"

LINES: dict[str, tuple[str, ...]] = {
    "photo-credit": (
        r"(?:photos?|crédits?(?: photos?)?|image|illustration|infographie|dr)(?: d\'illustration)? ?[:©/|] ?[^?!]{2,90}|© ?[^?!]{2,80}",
    ),
    "donation-prompt": (
        r"(?:notre|nos) (?:journalisme|rédaction|média|journalistes|presse)[^.?!]{2,60} (?:vos dons|votre soutien|nos lecteurs|ses lecteurs|dons)[^.?!]{0,40}|(?:soutenez-nous|faites un don|je fais un don|je soutiens)[^.?!]{0,60}",
    ),
    "age-notice": (
        rf"(?:attention|à noter|note|info)?[:,!]? ?{_THIS} (?:a été|date|a|est|remonte)(?: [^\s.,;:]{{1,14}}){{0,4}} (?:plus|environ|près) (?:de |d\')(?:{_AGE}) {_UNIT}(?: et (?:certaines|peut|ses|son|les)[^.?!]{{0,110}})?",
        r"article (?:issu|tiré|extrait) (?:de nos|des|de l\')[ ]?archives?(?: (?:de|du)[^.?!]{2,50})?",
        rf"{_THIS} a été (?:publiée?|mise? à jour|écrite?) (?:en|le) [\w ]{{0,14}}\d{{4}}[^.?!]{{0,60}}",
        rf"(?:attention|à noter|note)?[:,!]? ?{_THIS} (?:a été (?:publiée?|mise? à jour|écrite?|rédigée?) il y a|date d'il y a|date de|est vieux de|a)(?: plus de| plus d'| environ| près de)? ?{_AGE} {_UNIT}(?:(?: et|,) [^.?!]{{0,50}}(?:obsol|information|à jour|actualité|périm)[^.?!]{{0,60}})?",
        rf"(?:publiée?|mise? à jour) il y a (?:plus de |plus d')?{_AGE} {_UNIT}",
        rf"{_THIS} (?:est issue?|provient|fait partie) (?:de nos|des) archives|{_THIS} (?:n'est plus à jour|est archivée?)",
        r"vous (?:lisez|consultez) (?:un|une) (?:ancien|ancienne|article archivé)[^.?!]{0,60}",
    ),
    "related-link": (
        r"articles? (?:suivant|précédent)s?",
        r"(?:(?:à )?lire (?:aussi|également)|à lire|voir aussi|notre dossier) [^\n,.!؟]{12,140}",
        r"(?:à lire aussi|lire aussi|lire également|à lire également|à lire|à voir aussi|voir aussi|à voir|notre dossier|pour aller plus loin|sur le même sujet|écouter aussi|regarder aussi) ?[:|»>→] ?[^\n.!؟]{3,160}",
        r"(?:à )?lire (?:aussi|également|la suite|plus|l'article(?: complet)?)|(?:à )?voir (?:aussi|plus|également|tous les articles)|sur le même sujet|sur le même thème|articles? (?:liés?|similaires?|connexes?|recommandés?|les plus lus)|les plus lus|pour aller plus loin|en savoir plus|la suite après (?:cette|la) publicité|vous (?:aimerez|pourriez) (?:aussi|aimer|également)[^.?!]{0,40}|dans la même rubrique|à la une|nos derniers articles|suivant|précédent",
        r"(?:cliquez|cliquer) ici(?: pour[^.?!]{0,80})?|retrouvez (?:ici|tous nos|toutes nos|l'ensemble|tout)[^.?!]{0,100}",
        r"(?:pour (?:en savoir plus|aller plus loin|lire la suite))[^.?!]{0,100}",
    ),
    "newsletter-prompt": (
        r"(?:abonnez-vous|inscrivez-vous|inscription|recevez|s'inscrire|s'abonner)[^.?!]{0,90}(?:newsletters?|lettre d'information|infolettre|par e-?mail|boîte mail|par courriel|alertes?)[^.?!]{0,110}",
        r"recevez[^.?!]{0,70}(?:l'essentiel|actualités?|infos?|le meilleur|sélection)[^.?!]{0,100}",
        r"(?:nos |la |notre )?(?:newsletters?|infolettre)(?: gratuites?)?|(?:votre )?(?:adresse )?(?:e-?mail|courriel)",
    ),
    "subscribe-prompt": (
        r"(?:abonnez-vous|s'abonner|je m'abonne|se connecter|connectez-vous|identifiez-vous|créer un compte|inscrivez-vous|essayez gratuitement)(?: (?:pour|et (?:lisez|profitez|accédez|continuez|recevez)|à (?:notre|nos|la newsletter)|dès|sans|maintenant|ici|gratuitement)[^.?!]{0,110})?",
        r"déjà (?:abonnée?|inscrite?|un compte)(?: \?)?(?: ?(?:connectez-vous|se connecter|identifiez-vous))?|vous (?:êtes|avez) déjà (?:abonnée?|un compte)[^.!]{0,60}",
        r"(?:cet )?article (?:est )?réservé (?:à nos|aux) abonnés|il vous reste[^.?!]{0,30}de cet article[^.?!]{0,60}|la suite est réservée aux abonnés|contenu réservé aux abonnés|réservé aux abonnés",
        r"soutenez(?:-nous| notre| un journalisme| une presse| la rédaction)[^.?!]{0,80}|(?:faites|faire) un don(?: (?:à|pour)[^.?!]{0,60})?",
    ),
    "app-prompt": (
        r"(?:téléchargez|télécharger|installez)[^.?!:,]{0,40}(?:appli|application)(?: (?:gratuite|mobile|gratuitement|maintenant)){0,2}",
        r"activez les notifications[^.?!]{0,60}",
    ),
    "share-line": (
        r"partager(?: (?:sur|l'article|cet article|par|via|la page|le lien))*(?: (?:facebook|twitter|x|whatsapp|linkedin|e-?mail|mail|messenger))?|(?:copier|lien copié|imprimer|envoyer par e-?mail|ajouter à (?:mes|vos) favoris|enregistrer)(?: (?:le lien|l'article|cet article))?|partagez (?:cet|l')[^.?!]{0,60}",
    ),
    "follow-line": (
        r"(?:suivez|retrouvez|rejoignez)(?:-nous| nous| toute l'actualité| l'actualité| [\w '-]{2,40})? (?:sur|via) (?:nos |notre |notre page |notre chaîne )?(?:facebook|x|twitter|instagram|whatsapp|linkedin|youtube|tiktok|google|telegram|réseaux sociaux|les réseaux)\b[^.?!]{0,80}",
        r"suivez-nous|contactez-nous[^?!]{0,60}|une (?:question|information|erreur|remarque)[^.!]{0,20}\? ?(?:contactez|écrivez|signalez)[^?!]{0,80}",
    ),
    "comment-prompt": (
        r"(?:et vous,? )?qu\'en pensez-vous ?|(?:donnez|partagez|laissez)(?:-nous)? (?:votre|vos) (?:avis|réactions?|opinions?|commentaires?)[^.?!]{0,50}|voir (?:tous )?les commentaires",
        r"(?:\d+ )?commentaires?|(?:laisser|ajouter|écrire|poster|lire|voir|publier) (?:un|votre|les|tous les) commentaires?|réagir|réagissez(?: à cet article)?|(?:signaler|signalez)(?: (?:une erreur|une faute))?[^.?!]{0,30}|les commentaires sont (?:fermés|désactivés)[^.?!]{0,40}|votre réaction",
    ),
    "cookie-notice": (
        r"(?:pour (?:afficher|voir|visionner|lire|consulter) (?:ce|cette|le|la) (?:contenu|vidéo|publication|carte|tweet|post)),? [^.?!]{0,40}(?:cookies|accepter|autoriser)[^.?!]{0,60}",
        r"(?:ce site|nous) (?:utilise|utilisons)[^.?!]{0,20}cookies[^.?!]{0,140}",
        r"(?:en (?:vous inscrivant|continuant|cliquant|poursuivant|validant))[^.?!]{0,90}vous (?:acceptez|reconnaissez)[^.?!]{0,140}",
        r"(?:tout )?accepter(?: les cookies)?|gérer (?:les|mes) cookies|politique de confidentialité|mentions légales|ce contenu (?:est bloqué|n'est pas visible|a été bloqué|ne peut)[^.?!]{0,120}",
    ),
    "advertisement": (
        r"(?:la suite|l\'article|la lecture) (?:continue |se poursuit )?après (?:la|cette) (?:publicité|pub|annonce)|cet article (?:contient|comporte) (?:des|un) liens? (?:affiliés?|commerciaux|commercial)[^?!]{0,110}",
        r"publicité|contenu (?:sponsorisé|partenaire)|sponsorisé|annonce|(?:la suite|l'article continue) après (?:la|cette) (?:publicité|annonce)",
    ),
    "copyright": (r"tous droits réservés[^?!]{0,60}|toute reproduction[^?!]{0,40}interdite[^?!]{0,60}",),
    "agency-footer": (
        r"\(?(?:avec|source|d\'après) (?:l\')?agences? [\w \'-]{2,30}\)?",
        r"\(?(?:le [\w ]{2,25} )?avec (?:l')?(?:afp|reuters|ap|agences?|belga|ats)(?:(?:,| et| /) (?:l')?(?:afp|reuters|ap|agences?|belga))*\)?|(?:la rédaction|par la rédaction)(?: avec [\w ,]{2,40})?",
        r"(?:sources?|crédits?|crédit photo|photos?|photographie|image|légende) ?: ?[^?!]{2,100}",
        r"(?:cet )?article (?:a été )?(?:initialement |d'abord )?(?:publié|paru)[^.?!]{2,100}",
    ),
    "reading-aid": (
        r"(?:temps de )?lecture ?:? ?(?:environ )?\d{1,3} ?min(?:utes?)?\.?|\d{1,3} ?min(?:utes?)?(?: de lecture)?|écouter (?:l'article|cet article|le podcast)(?: ?\(?\d.{0,12})?|(?:votre navigateur|javascript)[^.?!]{0,100}(?:supporte|prend|activé|désactivé)[^.?!]{0,60}|agrandir l'image|© ?[^?!]{2,80}",
    ),
    "topic-list": (
        r"(?:mots-clés|thèmes?|tags|sujets?|rubriques?|étiquettes) ?: ?[^?!]{2,200}",
        r"mots-clés|thèmes associés|à propos de l'auteur",
    ),
    "dateline": (
        r"(?:publié|mis à jour|modifié|posté|paru|par [\w ]{2,30} publié)(?:e|ée)?(?: le| hier| aujourd'hui|,)? ?:? ?(?:le )?(?:\w{2,9} )?\d{1,2}[\w./ :,|àéû–-]{0,70}",
    ),
}

COMPANIONS: tuple[str, ...] = (
    r"(?:vous pouvez|vous pourrez)[^.?!]{0,40}(?:désabonner|désinscrire|annuler|à tout moment)[^.?!]{0,60}",
    r"(?:c'est )?(?:gratuit|sans engagement|sans publicité|100 ?% gratuit)(?: et (?:gratuit|sans engagement))?",
    r"(?:certaines )?informations[^.?!]{0,50}(?:obsolètes?|plus à jour|périmées?)[^.?!]{0,30}",
)

REPORTED: tuple[str, ...] = (
    r"\b(?:a déclaré|a dit|dit-il|selon|a expliqué|explique|affirme|a affirmé|il(?! y a)|elle|ils|elles|a indiqué|a annoncé|disait|dit|demandait|a demandé|conseille|conseillent|dénonce|dénoncent|avertit|prévient|rappelle|a tranché|estime|estiment|promettait)\b",
)

BYLINES: tuple[str, ...] = (
    r"(?:(?:article|texte|propos|propos recueillis|publié|écrit|rédigé|une chronique) )?(?:par|de notre correspondante?) ?:? (?P<fr>[^:?!]{3,90})",
)

ASKS = r"(?:et |alors )?(?:abonnez-vous|inscrivez-vous|recevez|téléchargez|suivez|suivez-nous|rejoignez|rejoignez-nous|retrouvez|retrouvez-nous|partagez|soutenez|soutenez-nous|aidez-nous|donnez|faites|connectez-vous|créez|cliquez|réagissez|laissez|dites-nous|écrivez-nous|écrivez|contactez|envoyez|lisez|découvrez|regardez|écoutez|activez|restez|ne manquez|ne ratez|toute l'actu\w*|toute l'info|chaque (?:matin|jour|semaine|soir)|vous (?:souhaitez|voulez|aimez|avez)|pour (?:ne rien|recevoir|contacter|lire|afficher|voir|commenter))"
VOICE = r"(?:nous|notre|nos)"
READER = r"(?:vous|votre|vos)"

PROMPTS = {
    "newsletter-prompt": (
        " à notre newsletter ",
        " à nos newsletters ",
        " à notre lettre ",
        " à notre infolettre ",
        " dans votre boîte mail ",
        " dans votre boîte aux lettres électronique ",
    ),
    "subscribe-prompt": (
        " pour lire la suite ",
        " est réservée aux abonnés ",
        " est réservé aux abonnés ",
        " réservé aux abonnés ",
        " de cet article à lire ",
        " vous êtes abonné ",
        " vous êtes déjà abonné ",
        " pas encore abonné ",
        " continuer la lecture ",
    ),
    "comment-prompt": (
        " cet article dans les commentaires ",
        " avis en commentaire ",
        " avis dans les commentaires ",
        " dites-nous en commentaire ",
        " les commentaires sont fermés pour ",
    ),
    "cookie-notice": (
        " vous devez accepter les cookies ",
        " nous utilisons des cookies ",
        " ce site utilise des cookies ",
        " accepter les cookies pour ",
    ),
    "advertisement": (
        " contient des liens affiliés ",
        " nous pouvons percevoir une commission ",
        " nous pouvons toucher une commission ",
        " après cette publicité ",
        " après la publicité ",
    ),
    "app-prompt": (" disponible sur ios et android ", " disponible sur android et ios ", " notre application "),
    "donation-prompt": (" notre rédaction est indépendante ", " notre journalisme ", " grâce à vos dons "),
    "follow-line": (" notre chaîne whatsapp ", " notre page facebook ", " notre compte instagram "),
    "contact-line": (" pour contacter la rédaction ", " pour contacter l'auteur ", " écrivez à la rédaction "),
    "copyright": (" tous droits réservés ", " toute reproduction interdite ", " reproduction sans autorisation "),
    "age-notice": (" peuvent être obsolètes ", " issu des archives ", " issu de nos archives "),
    "related-link": (" pour en savoir plus cliquez ", " retrouvez l'intégralité de ", " lire l'article complet "),
}
OFFERS = {
    "newsletter-prompt": (
        " par e-mail ",
        " par mail ",
        " par courriel ",
        " boîte mail ",
        " newsletter gratuite ",
        " lettre du ",
    ),
    "app-prompt": (" app store ", " google play ", " application mobile ", " ios et android "),
    "follow-line": (
        " sur facebook ",
        " sur instagram ",
        " sur whatsapp ",
        " sur youtube ",
        " chaîne whatsapp ",
        " réseaux sociaux ",
    ),
    "comment-prompt": (" dans les commentaires ", " en commentaire "),
    "share-line": (" cet article ", " cette page "),
}
THINGS = {
    "newsletter-prompt": (" newsletter", " lettre ", " infolettre "),
    "app-prompt": (" application ", " appli "),
    "donation-prompt": (" journalisme ", " rédaction ", " dons ", " don "),
    "follow-line": (" facebook ", " instagram ", " whatsapp ", " réseaux "),
    "contact-line": (" rédaction ", "@"),
    "subscribe-prompt": (" abonnement ", " offre "),
}
BIOS = r"[^.?!]{3,60}? est (?:[\w-]+ ){0,3}(?:journaliste|reporter|rédacteur|rédactrice|correspondante?|chroniqueur|chroniqueuse) (?:au|à|aux|pour|chez|de|du|dans|spécialisée?)[^?!]{3,160}|(?:elle|il) (?:couvre|écrit sur|suit|travaille pour)[^?!]{3,140}"
