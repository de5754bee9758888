"""English."""

_AGE = r"(?:\d{1,2}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|several|many)"
_UNIT = r"(?:day|week|month|year|decade)s?"
_THIS = r"(?:this|the following) (?:news )?(?:story|article|post|content|page|report|piece|item|entry)"
_PIECE = r"(?:news )?(?:story|article|post|piece|page|report)"
_MORE = r"(?:more than|over|about|around|almost|nearly|at least|older than|greater than|approximately)"
_LETTER = r"(?:e-?mail |daily |weekly |free |morning |evening |breaking news |news )*"
_NET = r"(?:facebook|twitter|x|x \(twitter\)|x\.com|instagram|linkedin|youtube|tiktok|threads|bluesky|mastodon|telegram|whatsapp|google news|flipboard|reddit|pinterest|snapchat|apple news|messenger|email|e-mail|print|rss)"
_NETS = rf"{_NET}(?:(?:, | and |, and | or |, or | \| |/| & | ){_NET}){{0,9}}"

LINES = {
    "donation-prompt": (
        r"(?:our|independent|quality|local|this kind of) (?:journalism|reporting|newsroom) [^.?!]{2,60}(?:readers?|donations?|your support|you|gifts?)[^.?!]{0,60}",
        r"(?:if you (?:can|are able)|will you|please)[^.?!]{0,40} (?:chip in|consider a gift|make a (?:gift|donation|contribution)|support us|support our work)[^.?!]{0,70}",
        r"(?:donate|give|contribute)(?: (?:now|today|here|once|monthly))*",
    ),
    "age-notice": (
        rf"(?:{_THIS} was )?(?:first |originally |last )?(?:published|posted|updated|produced|written|created|touched|aired) (?:{_MORE} ){{1,2}}{_AGE} {_UNIT} ago",
        rf"{_THIS} (?:was|is) (?:first |originally |last )?(?:published|produced|written|updated|created|from)(?: (?:in|on|back in))? [\w ,]{{0,16}}\d{{4}}(?:,? (?:and|so|which)[^.?!]{{0,110}})?",
        rf"it(?: has|\'s) been (?:{_MORE} )?(?:\d{{1,5}}|{_AGE}) {_UNIT} since {_THIS} was[^.?!]{{0,40}}",
        rf"you(?:\'re| are) (?:reading|viewing) an? {_PIECE} (?:that was|from|last|first|published|which was|that is)[^.?!]{{2,60}}(?:{_UNIT} ago|\d{{4}}|old|archives?)",
        rf"(?:please note|note|warning|attention|heads up|important)?:? ?(?:that )?{_THIS} (?:is|was|has been) (?:now )?(?:(?:first |originally |last )?(?:published|posted|updated|written|created) )?(?:{_MORE} )?{_AGE} {_UNIT}(?: old| ago)(?:,? (?:and|so|which means|meaning|therefore)[^.?!]{{0,110}})?",
        rf"(?:first |originally |last )?(?:published|posted|updated) {_MORE} {_AGE} {_UNIT} ago",
        rf"{_THIS} (?:is|was) (?:archived|from (?:our|the) archives?(?: of [^.?!,]{{2,50}})?|(?:more|older) than {_AGE} {_UNIT}(?: old)?)",
        rf"{_THIS} (?:is|appears|may be|is now) out(?:-of-| of |-| ?)dated?",
        r"this is an (?:archived|old) (?:article|story|post|page)(?: and[^.?!]{0,110})?",
        r"you(?:'re| are) (?:reading|viewing) an? (?:archived|old|older) (?:article|story|post|page|version)",
    ),
    "related-link": (
        r"(?:watch|listen to|see|view|play) the (?:video|clip|audio|gallery|pictures|episode|full (?:video|interview)) (?:above|below)[^.?!]{0,80}",
        r"here(?:\'s| is) (?:what|more)(?: else)? (?:we\'re|we are) (?:reading|watching|following)[^.?!]{0,60}",
        r"(?:read|see|find|get) (?:more|the full \w{3,12}|our full coverage)(?: (?:on|about|of) [^.?!]{2,50})? (?:here|below|on our website|at the link)",
        r"(?:read|see|watch|view|learn)(?: (?:also|more|next|on)){1,2}|find out more",
        r"(?:also|must)[ -](?:read|see|watch|listen)",
        r"(?:related|recommended|trending|don't miss|also read|also see|also watch|must[- ]read|read also|see also|read more|read next|watch next|more on this|related (?:story|stories|article|articles|news|content|coverage|reading|links|topics|posts|video|videos)|more (?:stories|news|from [^:]{1,40})|in case you missed it|icymi|up next|you may also like) ?[:|»>→] ?[^\n.!؟]{3,160}",
        r"(?:related|recommended|popular|trending|latest|similar|more|other|top|most read|most popular|must[- ]read|featured|suggested|further)(?: top| latest| related| popular)? (?:stories|articles|news|content|coverage|reads?|links|topics|posts|videos|reading|headlines)",
        r"(?:you (?:may|might|could|will|'ll)|readers) (?:also |like )?(?:also )?(?:like|enjoy|be interested in|love|want to read)(?: these| this| reading)?",
        r"(?:keep reading|most read|most popular|editor'?s'? picks?|what to read next|read next|up next|recommended for you|more for you|related tags|more on this (?:story|topic)|more like this|around the web|promoted stories|sponsored (?:content|links|stories)|in case you missed it)",
        r"(?:click|tap) (?:here )?(?:to|for) (?:read|see|view|watch|learn|find out|get|more)[^.?!]{0,80}",
        r"(?:read|continue reading|view|see|show|load) (?:the )?(?:full|rest|whole|original|more|all)(?: of(?: the| this)?)?(?: (?:story|article|post|comments|stories|articles|news))?(?: here| below| on [^.?!]{1,40}| at [^.?!]{1,40})?",
        r"(?:read|see|find) (?:all )?(?:more|the latest) (?:stories|news|articles|coverage|on this|about this|from)[^.?!]{0,60}",
        r"(?:for more|get more) (?:news|stories|information|updates|coverage|on this story)[^.?!]{0,20},? (?:visit|check out|see|go to|click|read|follow|head to|download)[^?!]{0,100}",
        r"skip (?:to )?(?:the )?(?:next section|newsletter promotion|after newsletter promotion|past newsletter promotion|advertisement|main content|content|related content|carousel)",
        r"after newsletter promotion",
        r"story continues(?: below)?(?: (?:the )?(?:advertisement|ad|video|gallery))?",
        r"article continues (?:below|after)(?: (?:this |the )?(?:advertisement|ad|video))?",
        r"no items found",
    ),
    "newsletter-prompt": (
        r"(?:want|would you like|looking for|love|like) [^.?!]{2,60} (?:in|to|into) your (?:e-?mail|inbox|mailbox)",
        r"(?:this|the) (?:story|article|piece|essay|interview|column) (?:first |originally )?(?:appeared|ran|was published|was sent|was first published) (?:in|as part of) (?:our |the )?[^.?!]{2,70}newsletter[^.?!]{0,60}",
        r"(?:join|be one of)(?: (?:the|more than|over))? [\d,.]{1,9}(?:k|m| million)? (?:other )?(?:readers|subscribers|people)[^.?!]{0,80}",
        rf"(?:sign[ -]?up|subscribe|register|join|opt in)(?: (?:now|today|here|below|free|for free))?(?: (?:to|for))? (?:(?:our|the|a|my|to our|for our|your) )?[^.?!]{{0,70}}{_LETTER}(?:newsletters?|mailing list|e-?mail (?:list|updates|alerts)|briefing|news alerts)(?: (?:here|now|today|below|for|to|and|by|with|so|via|on)[^.?!]{{0,120}})?",
        r"(?:get|receive|have|want)(?: (?:all|more|the|our|your|a|of|best|latest|top|daily|breaking|free|these|stories|like|this|news|updates|content|articles|newsletter|headlines|essential|weekly|insights)){0,9}[^.?!]{0,80} (?:(?:sent|delivered|straight|directly|right|direct) )+(?:to|into|in) (?:you|your (?:e-?mail )?(?:inbox|e-?mail|mailbox|phone|door))(?: [^.?!]{0,60})?",
        r"(?:sign[ -]?up|subscribe) (?:here|now|today|below|for free|free)",
        r"(?:e-?mail )?newsletter(?: sign[ -]?up)?",
        r"(?:our|the) (?:free )?(?:daily|weekly|morning|evening)? ?newsletter,? (?:delivered|straight|in your inbox)[^.?!]{0,80}",
        r"(?:enter|your) (?:your )?e-?mail(?: address)?",
        r"(?:check|look in) your inbox (?:for|to)[^.?!]{0,80}",
    ),
    "subscribe-prompt": (
        r"(?:you(?:\'ve| have) (?:read|reached|used|hit)|you have) [^.?!]{2,30} (?:free )?(?:articles?|stories|limit)(?: (?:this|per|for|left|remaining|limit)[^.?!]{0,30})?",
        r"(?:unlimited |full |digital |premium |annual |monthly )+(?:digital )?(?:access|subscription|membership)[^.?!]{0,30} (?:from|for|only|just|at) [$€£¥]?\d[^?!]{0,60}",
        r"(?:this|the full|the rest of this) (?:is a |article is |story is |story |article )?(?:subscriber|member|premium)s?[ -](?:only|exclusive)[^.?!]{0,40}",
        r"(?:to (?:read|continue|see|unlock|access) [^.?!,]{2,60},? )(?:please )?(?:sign in|log in|register|subscribe|create|become|start)[^.?!]{0,80}",
        r"(?:subscribe|become a (?:member|subscriber|supporter)|start your (?:free )?trial)(?: (?:now|today|here|for free|free)){0,2}(?: (?:to|for|and) (?:continue|keep|read|unlock|access|support|enjoy|our|full|unlimited|premium|exclusive)[^.?!]{0,110})?",
        r"(?:register|sign in|log in|sign up|create an account)(?: (?:now|today|here|for free|free|or register|or sign up|or subscribe)){0,2}(?: (?:to|and) (?:continue|keep reading|read|unlock|view|comment|leave a comment|join the conversation|access (?:this|the full|your|premium))[^.?!]{0,80})?",
        r"(?:already|not) (?:a |an )?(?:subscriber|subscribed|member|registered)(?: yet)?(?:,? (?:log|sign) in(?: here)?)?",
        r"already have an account(?:,? (?:log|sign) in)?",
        r"(?:this|the) (?:article|story|content) is (?:for|only for|available (?:only )?to|reserved for|exclusive to|free to read for)(?: our)?(?: paying| registered| premium)? (?:subscribers|members|readers)(?: only)?[^.?!]{0,40}",
        r"(?:to|you need to) (?:continue reading|read (?:the full|this|more)|keep reading)[^.?!]{0,40}(?:,| please) (?:subscribe|log in|sign in|register|sign up)[^.?!]{0,80}",
        r"(?:support|help us|donate|make a donation|make a gift|give today)(?: (?:our|to our|independent|quality|local|us|the|keep|now|today|to|by|this|work|journalism|newsroom|reporting))*(?: (?:journalism|newsroom|work|reporting|mission))(?: (?:by|today|now|with|from|for|and)[^.?!]{0,90})?",
        r"(?:donate|donate now|donate today|support us|become a member|become a supporter|subscribe today|subscribe now|subscribe|log in|sign in|register|premium|subscribers? only|members? only|buy a subscription|view subscription options|see subscription options)",
        r"(?:if you (?:like|liked|value|enjoy|enjoyed|appreciate)|enjoy(?:ed|ing)|like|liked|love) (?:what you(?:'re| are)? (?:read|reading)|our (?:work|journalism|reporting)|this (?:story|article|piece|post))[^.?!]{0,60}(?:please )?(?:consider|subscribe|sign up|donate|support|share|follow|buy)[^.?!]{0,110}",
        r"(?:please )?consider (?:making a donation|donating|becoming a (?:member|supporter|subscriber)|subscribing|supporting (?:us|our))[^.?!]{0,90}",
    ),
    "app-prompt": (
        r"(?:download|get|try|install|open (?:in|with)) (?:our|the)(?: free| new)? [^.?!,]{0,30}\bapp(?: (?:on|from|for|in) (?:the )?(?:app store|apple|google play|ios|iphone|android|your phone)[^.?!]{0,60}| now| today| here| for free)?",
        r"(?:available|download|get it|download now) (?:on|from) (?:the )?(?:app store|google play|apple app store|google play store)[^.?!]{0,60}",
        r"(?:turn on|enable|get|allow|subscribe to) (?:push |desktop |breaking news |news )?(?:notifications|alerts)[^.?!]{0,60}",
    ),
    "share-line": (
        r"if you (?:enjoyed|liked|found) this (?:story|article|post|piece)[^.?!,]{0,30},? (?:please )?(?:share|forward|pass|send) [^.?!]{2,60}",
        rf"(?:share|tweet|pin|post|email|print|copy|save|send)(?: (?:this|the|it|your|a|an|article|story|post|page|link|to|on|via|with|friend|friends|now|by|copy|full)){{0,6}}(?: {_NETS})?",
        rf"share(?: (?:this|the))?(?: (?:article|story|post|page))?(?: (?:on|via|to|with|:))? ?:? ?{_NETS}",
        rf"{_NET}(?:(?:, | \| |/| ){_NET}){{2,9}}",
        r"(?:click to |please )?share (?:this|the|your thoughts|with|if)[^.?!]{0,60}(?:friends|below|comments|social media|network)",
        r"(?:link|url) copied(?: to (?:the )?clipboard)?|copy (?:link|url)|\d+ shares?",
        r"(?:add|set|make) [^.?!]{1,40} (?:as|a|your) (?:a |your )?preferred (?:source|choice) (?:on|in) google",
    ),
    "follow-line": (
        rf"(?:follow(?: [a-z'.-]{{1,20}}){{0,5}}|(?:find|like|join|connect with|contact|reach|get in touch with) (?:us|me)) (?:on|at|via|through)(?: our)? (?:{_NETS}|@\w{{2,30}})(?: (?:at|@|:|for|to) ?[^.?!]{{0,60}})?",
        r"(?:contact|reach|e-?mail|write to)(?: [a-z'.-]{1,20}){1,5} (?:at|on|via) [\w.+-]{1,40}@[\w.-]{3,40}",
        rf"follow (?:us|me)(?: (?:on|at))?(?: (?:{_NETS}|social media))?|follow @\w{{2,30}}(?: on \w+)?",
        r"(?:do you have|have|got) (?:a|any|an) (?:news )?(?:tip|story|question|comment|view|idea)s?[^.?!]{0,60}",
        r"(?:e-?mail|contact|write to|reach) (?:us|the (?:author|reporter|writer|editor|newsroom)|me)(?: (?:at|on|via))? ?[^?!]{0,80}",
    ),
    "comment-prompt": (
        r"(?:what do you think|what\'s your view|what are your thoughts|do you agree|have you been affected)(?: (?:of|about|on|by) (?:this|it|that|these)[^.?!]{0,40})?",
        r"(?:let us know|tell us|share your (?:thoughts|views|experience|opinion)|have your say|join the (?:debate|discussion|conversation))[^.?!]{0,40} (?:in|on|below|via)(?: the)? ?(?:comments?|comment section|below|facebook page)?[^.?!]{0,30}",
        r"(?:leave|post|add|write|submit) (?:us )?(?:a|your|the first) (?:comment|reply|response)s?(?: below| here)?",
        r"(?:\d+ )?comments?(?: \(\d+\))?|(?:view|show|read|see|load|hide) (?:all |more |the )?(?:\d+ )?comments?|(?:no|0) comments?(?: yet)?",
        r"(?:join|start) the (?:conversation|discussion|debate)(?: below| here| now)?",
        r"(?:comments are|commenting is|this article is) (?:now )?(?:closed|disabled|turned off)(?: (?:for|on|to) (?:this|the) (?:article|story|post|page|comments)[^.?!]{0,30})?",
        r"(?:let us know|tell us|share)(?: what you think| your (?:thoughts|views|opinions?|say|experience))?[^.?!]{0,40}(?: in the comments| below)(?: section)?(?: below)?",
        r"what do you think|have your say|be the first to comment|report (?:a )?(?:typo|error|mistake)(?: in this (?:article|story))?",
    ),
    "cookie-notice": (
        r"(?:allow|load|show|display|accept) [^.?!,]{2,30} (?:content|cookies|posts?|videos?|media)(?:\?)?",
        r"this (?:article|page|post|story|section) (?:includes|contains|features|uses) (?:content|material|an embed|a video|media) (?:provided|from|hosted|supplied|served) [^.?!]{2,60}",
        r"(?:to (?:view|see|watch|play|display) (?:this|the) (?:content|video|post|map|embed|media)),? (?:please )?(?:you (?:need|must|have) to )?(?:accept|allow|enable|consent|give)[^.?!]{2,90}",
        r"(?:we|this (?:site|website)|our (?:site|website|partners)) (?:uses?|may use|place) cookies[^.?!]{0,160}",
        r"(?:by (?:continuing|using|clicking|signing|subscribing|submitting|providing|entering|registering))[^.?!]{0,90},? (?:you|i) (?:agree|consent|accept|acknowledge|confirm)[^.?!]{0,160}",
        r"(?:accept|reject|manage|allow)(?: all| necessary| essential){0,1} cookies|(?:accept|reject|allow) all|cookie (?:settings|policy|preferences)|privacy policy|terms (?:of (?:use|service)|and conditions|& conditions)",
        r"this (?:content|video|post|embed) (?:is hosted by|is provided by|can(?:'t|not) be (?:displayed|shown|loaded))[^.?!]{0,120}",
        r"this site is protected by recaptcha[^!?]{0,100}",
    ),
    "advertisement": (
        r"(?:\W?(?:advertisements?|advertising|ads?|adverts?|sponsored|sponsored by|promoted|paid (?:content|post|advertisement)|ad feedback|close ad|report this ad|remove ads?|scroll to continue|this is an advertisement)\W?){1,2}",
        r"(?:this (?:article|post|page|story|content) (?:may )?(?:contains?|includes?) (?:affiliate|sponsored) (?:links|content)|we may (?:earn|receive|get) (?:a|an)?(?: small)?(?: affiliate)? ?commission|as an (?:amazon )?(?:associate|affiliate),? (?:we|i) earn)[^.?!]{0,140}",
        r"advertisement ?[-–—:.] ?(?:scroll to continue|story continues below|continue reading(?: below)?|article continues below)[^.?!]{0,30}",
    ),
    "copyright": (
        r"(?:copyright )?(?:©|\(c\)|ⓒ)[^?!]{0,140}|copyright (?:\d{4}|by|of the)[^?!]{0,120}",
        r"(?:[^?!,]{0,80}[,.] )?all rights reserved(?:[.;] [^?!]{0,140})?",
        r"(?:this (?:material|article|story|content|work)) (?:may not|cannot|can not|must not) be (?:published|reproduced|copied|republished|used|redistributed)[^?!]{0,160}",
        r"(?:reproduction|republication|redistribution)(?: (?:in whole or in part|without permission|of this (?:article|material|content)))+[^?!]{0,40} (?:prohibited|forbidden|not permitted)[^?!]{0,60}",
        r"(?:our standards: )?(?:the )?thomson reuters trust principles",
    ),
    "agency-footer": (
        r"(?:(?:additional |further )?(?:reporting|writing|editing|compiled|written)(?: and (?:reporting|writing|editing))? by [^?!]{2,140})(?:; ?(?:editing|writing|additional reporting|reporting) by [^?!]{2,100})*",
        r"(?:with|includes|this (?:story|article|report) (?:includes|contains|was (?:compiled|made|written) (?:with|from|using))) (?:reporting|material|files|reports?|input|information|contributions?) (?:from|by) [^?!]{2,100}",
        r"(?:[\w .'-]{2,60}) contributed to this (?:report|story|article)",
        r"(?:associated press|ap|reuters|afp|agence france-presse)(?: (?:writers?|journalists?|reporters?))? [\w .,'-]{2,100} contributed(?: to this (?:report|story|article))?",
        r"(?:this (?:story|article|report)|story|article) (?:was|has been) (?:(?:originally|first|also) )?(?:published|produced|provided|distributed) (?:by|through|on|in) [^?!]{2,120}",
        r"(?:source|sources|via) ?[:：] ?[\w .,'&/()-]{2,60}",
        r"(?:this story|this article|the story) (?:has not been|was not) edited by[^?!]{0,100}",
    ),
    "reading-aid": (
        r"(?:listen to|hear|play) (?:this|the) (?:article|story|post|episode|report)(?: read (?:aloud|by [^.?!]{2,40}))?(?:\W{0,4}\d{1,3}(?::\d{2}| ?min(?:ute)?s?)?)?",
        r"(?:estimated )?(?:reading|read) time:? ?(?:about )?\d{1,3} ?min(?:ute)?s?|\d{1,3}[ -]?min(?:ute)?s?(?: read| to read)?",
        r"listen(?: to)?(?: this)?(?: (?:article|story|post|podcast))?(?: now)?(?:\W+\d{1,2} ?(?:min|minutes|:\d\d).{0,10})?|listen now|play (?:audio|video|now)|watch (?:the )?video(?: (?:below|above|here))?",
        r"(?:your browser|this browser|your device) (?:does not|doesn't) support [^?!]{0,80}|(?:please )?enable javascript[^?!]{0,80}|javascript is (?:required|disabled)[^?!]{0,80}|to view this video please enable javascript[^?!]{0,140}|something went wrong[^?!]{0,60}",
        r"(?:this (?:transcript|audio|text) (?:was|has been|is) (?:created|generated|automatically)|this is an ai[- ]generated (?:summary|audio))[^?!]{0,100}",
    ),
    "photo-credit": (
        r"(?:image|photo|picture|video|file photo|photos|photograph|image source|image credit|photo credit|picture credit|credit|image caption|video caption|caption|getty images|graphic)(?: (?:by|courtesy(?: of)?|via))? ?[:/©|] ?[^?!]{2,100}",
        r"getty images(?:/[\w ]{1,30})?|(?:ap|reuters|afp|file) photos?(?:/[\w .-]{1,40})?|image source|show caption|hide caption|toggle caption|enlarge(?: this)? image|view (?:image|photo|gallery)(?: in fullscreen)?|\d{1,2} of \d{1,2}|slide \d{1,2} of \d{1,2}|loading|back to top|jump to comments",
    ),
    "topic-list": (
        r"(?:topics|tags|tagged|filed under|categories|category|keywords|more about|explore more on|in this (?:story|article)|posted in|related topics|read more about) ?[:：] ?[^?!]{2,200}",
        r"(?:topics|tags|tagged|filed under|categories|keywords|about the author|about the writer)",
    ),
    "dateline": (
        r"(?:first |last )?(?:published|posted|updated|modified)(?: (?:on|at))? ?:? ?[\w,.:/ +|()–-]{2,60}",
        r"(?:published |posted |updated )?\d{1,2} (?:min|hr|minute|hour|day)s? ago",
    ),
}

COMPANIONS = (
    rf"(?:it|this) (?:was )?(?:first |originally |last )?(?:ran|appeared|published|updated|aired) (?:on|in|{_MORE})[^.?!]{{2,40}}",
    r"[^.?!]{0,70} (?:may|might|could) (?:have|no longer|since|not)(?: since)? (?:be|been|have|reflect|apply|changed)[^.?!]{0,60}",
    r"(?:please )?(?:bear in mind|keep in mind|note)[^.?!]{0,90}",
    r"(?:you can |you may )?(?:unsubscribe|opt out|cancel)(?: at)? ?any ?time[^.?!]{0,60}",
    r"(?:you can|you may|it's easy to) (?:unsubscribe|opt out|cancel)[^.?!]{0,60}",
    r"(?:it's|it is|all|completely)? ?(?:free|easy|that simple)(?: and (?:easy|free))?",
    r"no spam(?:,? (?:ever|we promise))?|we (?:won't|will never|never) (?:spam|share)[^.?!]{0,60}",
    r"(?:thanks|thank you)(?: (?:you|for (?:signing up|subscribing|reading|your (?:interest|support))))?[^.?!]{0,30}",
    r"(?:see|read|view) (?:our|the) (?:privacy (?:policy|notice)|terms)[^.?!]{0,60}",
    r"(?:enjoying|enjoyed|like|liked|love) (?:this|what you're reading|our)[^.?!]{0,40}",
    r"never miss (?:a|an|out)[^.?!]{0,50}|don't miss (?:a|an|out)[^.?!]{0,50}|stay (?:informed|up to date|ahead|in the know|connected)[^.?!]{0,60}",
    r"(?:your|the) (?:support|donation|contribution)[^.?!]{0,50} (?:helps|makes|keeps|matters)[^.?!]{0,60}",
    r"(?:for more information|more information)[^.?!]{0,60}(?:privacy policy|terms)[^.?!]{0,30}",
    r"(?:the |this )?(?:information|content|some (?:details|facts|information|of the information|of the content)|it|details|facts|figures|links?)(?: (?:in (?:this|the) (?:article|story|post)|here|below|it contains))? (?:may|might|could) (?:be|no longer be|not be|have) (?:out[- ]?of[- ]?date|outdated|accurate|up[- ]to[- ]date|current|valid|changed)[^.?!]{0,40}",
)

REPORTED = (
    r"\b(?:said|says|told|tells|he|she|they|his|her|their|who|according|added|wrote|announced|reported|asked|admitted|claimed|claims|explained|insisted|argued|argues|confirmed|warned|warns|urged|urges|denied|say|argue|agreed|ruled|show|shows|showed|noted|stated|pleaded|promised|complained|recalled|advised|advise|recommends|recommend|estimates|(?<=[a-z] )found)\b",
)

BYLINES = (
    r"(?:(?:words|text|story|report(?:ing)?|written|posted|published|interview|analysis|opinion) )?by:? (?P<en>[^:?!]{3,90})",
)

ASKS = r"(?:please |so |then |and |now )?(?:sign[ -]?up|subscribe|join|register|get|receive|enter|download|install|try|open|follow|find|like|add|add|turn on|enable|never miss|don't miss|stay|share|donate|support|help|become|give|chip in|log ?in|sign in|create|start|contact|e-?mail|send|write to|read|watch|see|click|tap|visit|explore|allow|accept|manage|tell|let us know|consider|upgrade|unlock|view|listen|check out|want|do you want|would you like|have|got|do you have|know|know something)"
VOICE = r"(?:we|we're|us|our|ours|this (?:site|website|newsroom))"
READER = r"(?:you|you're|you've|your|yours)"

PROMPTS = {
    "newsletter-prompt": (" thanks for signing up check ", " unsubscribe whenever you ", " unsubscribe at any time ", " by entering your email ", " by entering your e-mail ", " sign up here to get ", " sign up here to receive ", " delivered to your inbox ", " straight to your inbox "),
    "subscribe-prompt": (" to continue reading ", " to keep reading ", " to read the rest of this ", " to read the full article ", " to finish reading this ", " free articles this month ", " free articles left ", " free articles remaining ", " unlimited digital access ", " subscriber-only story ", " subscriber-only article ", " subscriber-only content ", " subscriber exclusive "),
    "comment-prompt": (" tell us what you think ", " us know what you think ", " in the comments below ", " in the comment section below ", " in the comments section below ", " comments are closed on this ", " comments on this article are ", " comments on this story are "),
    "cookie-notice": (" we use cookies and ", " we use cookies to ", " uses cookies to improve ", " accept the use of cookies ", " is hosted by a third party ", " before anything is loaded ", " we ask for your permission before ", " this content is not available due to your privacy "),
    "advertisement": (" we may earn a commission ", " we may earn commission ", " we may receive a commission ", " we may earn an affiliate ", " continues after sponsor ", " continues after this ad ", " continues below this ad"),
    "donation-prompt": (" reader support keeps ", " keeps our newsroom ", " keep our newsroom ", " keep our journalism ", " our journalism is free ", " support our journalism ", " support our newsroom ", " fund our journalism ", " make a gift to support "),
    "follow-line": (" preferred source on google ", " join our whatsapp ", " follow our whatsapp ", " join our telegram ", " join our facebook group "),
    "contact-line": (" got a tip ", " got a news tip ", " got a story ", " do you have a tip ", " do you have a story for us ", " have a news tip ", " do you know more about this story "),
    "agency-footer": (" this report was prepared with ", " this story was produced in partnership with ", " this article was produced in partnership with "),
    "age-notice": (" may contain outdated information ", " contains outdated information ", " may no longer reflect our current "),
    "related-link": (" here's what else we're ", " our full coverage of ", " read our full coverage ", " see our full coverage "),
    "reading-aid": (" does not support the audio ", " does not support the video ", " does not support html5 "),
}
OFFERS = {
    "newsletter-prompt": (" subscribe to our ", " your inbox", " your email inbox", " weekly newsletter", " daily newsletter", " free newsletter", " newsletter here ", " newsletter today ", " newsletter now ", " newsletter for the ", " free weekday email", " free weekly email", " free daily email", " mailing list ", " email newsletter"),
    "app-prompt": (" app for alerts ", " app for breaking ", " app for the latest ", " free app ", " news app ", " breaking news alerts ", " news alerts on "),
    "subscribe-prompt": (" a free account ", " unlimited access ", " full access to "),
    "follow-line": (" us on ", " our facebook ", " our instagram ", " our whatsapp ", " our telegram ", " our youtube ", " our social ", " whatsapp community ", " whatsapp channel ", " telegram channel "),
    "related-link": (" video above ", " video below ", " full report here ", " the full report", " the full story", " full coverage ", " the full investigation"),
    "share-line": (" this story with ", " this article with ", " this post with "),
}
THINGS = {
    "newsletter-prompt": (" newsletter", " mailing list ", " briefing ", " sunday letter ", " email alerts ", " e-mail alerts "),
    "app-prompt": (" app ", " notifications ", " app store ", " google play ", " ios and android "),
    "subscribe-prompt": (" subscriber", " subscription", " membership ", " free trial "),
    "donation-prompt": (" journalism ", " newsroom ", " reporting ", " donat"),
    "comment-prompt": (" comments ", " your thoughts "),
    "contact-line": (" news tip", " newsroom ", " newsdesk", " reporter ", "@"),
}
BIOS = r"[^.?!]{3,60}? (?:is|works as) (?:an? |the )?(?:[\w-]+ ){0,4}(?:reporter|writer|editor|correspondent|journalist|columnist|producer|fellow|intern)(?: and [\w -]{3,30})? (?:at|for|with|of|covering|who covers|who writes|based in|focusing on|focused on|specializing|writing about|on the) [^?!]{3,160}|(?:she|he|they) (?:covers?|writes? about|joined the|reports? on|has covered|has written for|is based in|previously worked|lives? in|can be reached)[^?!]{3,140}"
