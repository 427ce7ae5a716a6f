//! The wordings by which reports speak of actions.

use crate::facts::Pattern;

/// A line that begins like a task.
pub(super) static IMPERATIVE: Pattern = Pattern::new(
    r"^\W*(?:add|adjust|adopt|alert|allow|analy[sz]e|apply|assign|audit|automate|avoid|back\s*up|block|build|change|check|clean|communicate|conduct|continue
      |configure|consider|consolidate|contact|convert|coordinate|create|decide|define|delete|deploy|deprecate|design|determine|develop|disable|discuss|document|drop|detach|duplicate|draft|do|cap|capture|call|cover|close|complete|clarify|choose|delay|divide|drain|double|emit|ask|announce|archive|attach|backfill|bring|break|bump|buy|catch|copy|cut
      |educate|edit|eliminate|enable|enforce|enhance|ensure|escalate|establish|evaluate|evolve|expand|explore|extend|figure|file|find|finish|fix|follow|formali[sz]e|gather|give|go\s+through
      |harden|have|hire|hold|identify|implement|improve|include|incorporate|increase|inform|install|institute|integrate|introduce|investigate|isolate|keep|lower|let|lock|load|map|mark|mirror|name|number|order|pause|port|preload|print|pull|push|probe|launch|limit|link|log|look
      |maintain|make|measure|merge|migrate|minimi[sz]e|monitor|move|notify|offer|open|optimi[sz]e|organi[sz]e|page|patch|perform|pin|plan|practi[cs]e|prepare|prevent|prioriti[sz]e|promote|protect|provide|publish|put
      |raise|reach|rebuild|reconsider|record|redesign|reduce|refactor|refine|refuse|regularly|reject|release|remind|remove|rename|repair|repeat|replace|replicate|report|require|reset|resize|resolve|restart|retain|retry|return|reuse|route|research|restore|restrict|restructure|retire|review|revise|revisit|revoke|rework|rewrite|roll|rotate|run
      |scale|schedule|search|secure|send|separate|set|share|show|simplify|split|standardi[sz]e|start|stop|store|strengthen|switch|teach|tell|test|think|track|train|tune|turn|unblock|update|upgrade|use|utili[sz]e|validate|verify|warn|watch|work|write)\b",
);

/// That there is nothing to do is said, not forgotten.
pub(super) static NONE: Pattern = Pattern::new(
    r"^\W*(?:none|n\s*/?\s*a|nil|nothing|not\s+applicable)\b
      | ^\W*(?:(?:currently|at\s+this\s+time|for\s+now),?\s+)?(?:there\s+(?:is|are|was|were)\s+|we\s+(?:have|plan|see|need|took|take)\s+|it\s+requires?\s+|this\s+(?:requires?|needs?)\s+)?no\s+(?:further\s+|additional\s+|new\s+|other\s+|specific\s+|immediate\s+|follow[\s-]?up\s+|corrective\s+|preventive\s+|preventative\s+|open\s+|outstanding\s+|long[\s-]term\s+)*
        (?:actions?|action\s+items?|follow[\s-]?ups?|steps?|work|measures?|changes?|tasks?|improvements?|items?|remediation|response|tickets?)\b
      | ^\W*(?:there\s+(?:is|was)\s+)?nothing\s+(?:\w+\s+){0,3}(?:do|done|change|fix|follow)\b | \bnot\s+worth\b",
);

/// That it is done, as a mark or in brackets.
pub(super) static DONE: Pattern = Pattern::new(
    r"^\W*(?:✅|✔|☑|🟢|\[x\]|done\b|completed\b|fixed\b|closed\b)
      | [✅✔☑]\W*$
      | [(\[{*_~:–—-]\s*(?:already\s+)?(?:done|completed?|fixed|closed|shipped|merged|deployed|implemented|finished|resolved|delivered|live|won['’]t\s+(?:do|fix)|wontfix|cancell?ed|dropped|rejected|obsolete)\b[^)\]]{0,40}[)\]}*_~.!]*\s*$
      | [,;]\s*(?:already\s+)?(?:done|completed?|fixed|closed|shipped|merged|deployed|finished)\W*$
      | [.;!?]\s+(?:already\s+|now\s+)?(?:done|completed|fixed|shipped|merged|deployed|implemented|finished)(?:\s+(?:in|on|by|via|with|at|as)\s[^.]{0,40})?\W*$
      | \b(?-i:DONE|COMPLETED?|FIXED|CLOSED)\b
      | \b(?:status|state)\s*[:=]\s*(?:done|completed?|closed|fixed|resolved|shipped|merged|deployed|implemented|finished)\b",
);

/// That it is done, by its tense: no task begins so.
pub(super) static PAST: Pattern = Pattern::new(
    r"^\W*(?:we\s+|i\s+|the\s+team\s+)?(?:have\s+|has\s+|already\s+|['’]ve\s+|we['’]ve\s+|immediately\s+|also\s+|then\s+)*
          (?:(?:re-?)?[a-z]{2,}[^\We]ed|wrote|rewrote|built|rebuilt|made|ran|sent|put|took|brought|began|got)\s+\w
      | \b(?:has|have|had)\s+(?:now\s+|already\s+|since\s+)*been\b | \b(?:was|were)\s+(?:\w+\s+)?[a-z]+ed\b | \bwe['’]ve\b | \bwe\s+have\s+(?:\w+\s+)?[a-z]+ed\b | \bis\s+(?:now|already)\b",
);

/// A heading of what was done already.
pub(super) static DONE_HEADING: Pattern = Pattern::new(
    r"\b(?:applied|taken|completed?|implemented|done|shipped|delivered|finished|so\s+far|already|closed)\b",
);

/// A value of a column or field for the state that says it is done.
pub(super) static DONE_VALUE: Pattern = Pattern::new(
    r"^\W*(?:done|completed?|closed|fixed|resolved|shipped|merged|deployed|implemented|finished|delivered|live|yes|x|✓|cancell?ed|won['’]t\s+(?:do|fix)|wontfix|dropped|rejected|duplicate|100\s*%)\b | [✅✔☑✓🟢]",
);

/// A value that leaves its place empty.
pub(super) static EMPTY: Pattern = Pattern::new(
    r"^[\s\W]*$ | ^\W*(?:unassigned|not\s+assigned|unowned|nobody|no\s+one|no\s+owner|missing)\W*$",
);

/// An owner with its label: "Owner: storage", "assigned to Ana".
pub(super) static OWNER: Pattern = Pattern::new(
    r"\b(?: (?:owners?|owning\s+team|action\s+owner|assignees?|assigned|dri|responsible(?:\s+(?:person|party|team|engineer|for\s+this))?|accountable|poc|point\s+of\s+contact|lead|driver|who|resp|champion|team)
          \W{0,3}(?:[:=→]|\s[–—-])[\s*_]* | (?:assigned\s+to|owned\s+by|led\s+by|driven\s+by|to\s+be\s+done\s+by|handled\s+by|on\s+the\s+hook:?)\s+ )
      (?P<value>[^\s|;,)\]][^|;,)\]\n]{0,60})",
);
/// `@ana`, `ana@`, an address.
pub(super) static HANDLE: Pattern = Pattern::new(
    r"(?:^|[\s(\[,:/&+–—])(?P<value>@[a-z][\w.-]*(?:/[\w.-]+)?) | (?:^|[\s(\[,])(?P<short>[a-z][\w.-]*@)(?:[\s),;|\].]|$) | (?P<mail>\b[\w.+-]+@[\w-]+\.[a-z]{2,})",
);
/// Words of a label that names what is done, not who does it.
pub(super) static TOPIC: Pattern = Pattern::new(
    r"(?:ing|tion|sion|ment|ity|ance|ence|ness|sis|ure|ics|acy|ency|als?|s)\b | -
      | \b(?:code|database|db|process|backup|network|cache|server|api|ci|cd|runbook|playbook|policy|review|audit|alert|health|load|rate|config|technical|fix|dns|tls|ssl|infra|infrastructure|priority|high|medium|low|new|better|more|no|note|update|tool|toolchain|architecture|design|pipeline|deploy|rollback|failover|recovery|cleanup|support|security|ops|devops|software|hardware|timeout|queue|limit|circuit|retry|staging|prod|user|customer|people|culture|guide|root|long|short|step|task|item|action|plan|team|safety|memory|disk|storage|capacity|redundancy|discovery|strategy|query|response|resilience|follow|up|p\d)\b",
);
/// What ends a line in brackets.
pub(super) static BRACKET: Pattern =
    Pattern::new(r"[(\[{]\s*(?P<value>[^()\[\]{}]{2,60}?)\s*[)\]}]\s*[.!;,*_]*\s*$");
/// What opens a line in brackets.
pub(super) static LEADING_BRACKET: Pattern =
    Pattern::new(r"^\W{0,3}[\[(]\s*(?P<value>[^()\[\]]{2,40}?)\s*[)\]]");
/// What stands behind a dash at the end of a line.
pub(super) static DASHED: Pattern =
    Pattern::new(r"\s(?:[–—]|--?|→|->|=>|\|)\s*(?P<value>[^–—|→]{2,40}?)\s*[.;]?\s*$");
/// "The storage team will …", "Ana to …".
pub(super) static SUBJECT: Pattern = Pattern::new(
    r"^\W*(?:the\s+)?(?P<value>[a-z][\w.-]*(?:\s+(?:and\s+)?[a-z&][\w.-]*){0,3}?)\s+(?:will|to|shall|should|must|is\s+going\s+to|are\s+going\s+to|has\s+to|have\s+to|needs?\s+to)\s+\w",
);
/// A group of people that calls itself one.
pub(super) static GROUP: Pattern = Pattern::new(r"\b(?:team|squad|group|guild|crew)$");
/// A team, whatever it is called.
pub(super) static TEAM: Pattern = Pattern::new(
    r"\b(?:teams?|squads?|crew|tribe|guild|department|ops|sres?|devops|engineering|platform|infra|infrastructure|support|security|on-?call|wg|working\s+group|developers?|engineers?|admins?|leads?|manager|cto|ceo)\b",
);
/// Words that no name and no team has.
pub(super) static NO_NAME: Pattern = Pattern::new(
    r"\b(?:done|wip|in|progress|ongoing|completed?|fixed|closed|open|issues?|pr|prs|pull|merge|request|link|see|here|if|possible|optional|high|medium|low|urgent|critical|short|long|mid|term|priority|severity
      |planned|todo|tbd|pending|blocked|e\.?g|i\.?e|etc|via|using|for|with|to|on|from|by|or|not|is|are|was|be|been|the|a|an|of|at|as|it|this|that|when|where|which|who|how|what|should|could|can|will|would|may|might|only
      |due|eta|deadline|prevent|mitigate|detect|process|other|minutes?|hours?|days?|weeks?|months?|before|after|new|more|all|any|same|also|maybe|ticket|task|bug|docs?|yes|no|now|soon|next|stretch|nice)\b | [0-9?!<>{}=%$]",
);
/// Where a thing is tracked, as an address.
pub(super) static TRACKER: Pattern = Pattern::new(
    r"/(?:issues?|pull|pulls|pull-?requests?|merge_requests|browse|work_items|epics|tickets?|stories|story|tasks?|cards?|boards?|commit|bugs?)/ | jira | bugzilla | show_bug | phabricator | /T\d{3,} | linear\.app | trello\.com | asana\.com | youtrack | shortcut\.com | clubhouse | crbug | //(?:bugs?|tickets?|issues?|tracker|b)[./] | gerrit | /c/\d | _workitems | monday\.com | basecamp | notion\.so | rally | redmine | servicenow",
);
/// Where a thing is tracked, as its number.
pub(super) static TICKET: Pattern = Pattern::new(
    r"(?:^|[\s(\[,;:|])(?P<value>[\w.-]*(?:/[\w.-]+)?[\#&!]\d{1,7}\b | (?-i:[A-Z][A-Z0-9]{1,11})-\d{1,7}\b | \b(?-i:T\d{3,7})\b | \bb/\d{5,}\b | \bbug\s*[\#:]?\s*\d{2,}\b | \b(?:issue|ticket|pr|mr|task|pull\s+request|incident|case|story)\s*[\#:]?\s*\d{2,}\b)",
);
/// Numbers that look like a ticket's and are none.
pub(super) static NO_TICKET: Pattern = Pattern::new(
    r"^(?:CVE|CWE|GHSA|UTF|SHA|ISO|HTTP|RFC|P|S|SEV|GPT|COVID|AES|UTC|GMT|TLS|IPV|RSA|Q|H|V|PHASE|STEP|TIER|DAY|WEEK)-",
);
/// A due date with its label.
pub(super) static DUE: Pattern = Pattern::new(
    r"\b(?: (?:due(?:\s+(?:date|by|on))?|deadline|eta|target(?:\s+date)?|by\s+when|complete\s+by|completion(?:\s+date)?|time\s*(?:line|frame)|when|estimated?(?:\s+completion(?:\s+date)?)?)\W{0,3}(?:[:=]|\s[–—-])[\s*_]*
        | (?:due|deadline|eta)\s+(?:on\s+|by\s+|is\s+)? )
      (?P<value>[^\s|;)\]][^|;)\]\n]{0,40})",
);
/// A time that is no date: "within two weeks", "in a month", "next sprint", "Q3".
pub(super) static RELATIVE_DUE: Pattern = Pattern::new(
    r"\bwithin\s+(?:the\s+)?(?:next\s+|coming\s+)?(?:\w+\s+)?(?:hours?|days?|weeks?|months?|sprints?|quarters?)\b
      | \b(?:by|before|in|until|during|next|this|end\s+of|eo)\s+(?:the\s+)?(?:next\s+|this\s+|coming\s+|end\s+of\s+(?:the\s+)?|following\s+|upcoming\s+)?(?:q[1-4]|h[12]|sprint|week|month|quarter|year|eow|eom|eoq|eod|monday|tuesday|wednesday|thursday|friday|release|cycle)\b
      | \bin\s+(?:an?|one|two|three|four|six|a\s+few)\s+(?:days?|weeks?|months?|sprints?|quarters?)\b
      | \bq[1-4](?:\s*/?\s*(?:20)?\d\d)?\b | \b(?:eow|eom|eoq|eod|asap|immediately|ongoing|continuous)\b | \bend\s+of\s+(?:the\s+)?\w+\b | \b\d+\s+(?:days?|weeks?|months?)\b",
);
/// What stands before a date by which a thing is due.
pub(super) static DUE_BEFORE: Pattern = Pattern::new(
    r"(?:\b(?:due|by|before|until|till|deadline|eta|target(?:ed)?|for|on|date)\b[\s:*_(\[-]*(?:(?:date|on|by|is|the)[\s:*_]+)*|[(\[,;|–—-]\s*)$",
);
/// What stands before such a date and leaves no doubt.
pub(super) static DUE_SURELY: Pattern = Pattern::new(
    r"\b(?:due|by|deadline|eta|target(?:ed)?|complet(?:e|ion)|until)\b[\s:*_(\[-]*(?:(?:date|on|by|is|the|end|of)[\s:*_]+)*$",
);
/// How urgent a thing is.
pub(super) static PRIORITY: Pattern = Pattern::new(
    r"\b(?:priority|prio)\W{0,3}[:=][\s*_]*(?P<value>\w+) | (?:^|[\s(\[|])(?P<level>p[0-5])(?:[\s):\]|,]|$) | [(\[]\s*(?P<word>high|medium|low|urgent|critical)\s*[)\]]",
);
