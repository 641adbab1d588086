// The sentences of Analysis and of the measures on Home in German.
export const measuresDe = {
  "analysis.parts": "Teile der Auswertung",
  "analysis.part.mix": "Kanäle und Auftragswert",
  "analysis.part.retention": "Wiederkehr",
  "analysis.part.returns": "Rückgaben",
  "analysis.part.rfm": "Wie lange her, wie oft, wie viel",
  "analysis.part.value": "Kundenwert",
  "analysis.part.crossing": "Kanalübergreifende",
  "analysis.calendarYear": "Jahr {{year}}",
  "analysis.understood": "Zahlen für {{from}} bis {{to}}, Geschäftstage am Ort des Verkaufs, in {{currency}}.",
  "analysis.readingIn": "Die Zahlen sind noch nicht bereit",
  "analysis.readingInText":
    "Weft liest die Verkäufe gerade ein. Diese Seite fragt von selbst wieder; es ist nichts zu tun.",
  "analysis.severalChannels": "Zwei oder mehr Kanäle",
  "analysis.oneChannel": "Ein Kanal",
  "analysis.everybody": "Alle",
  "analysis.finished": "vollständig",
  "analysis.retained": "Davon wiedergekommen",
  "analysis.retentionAgainst.more":
    "Wer in zwei oder mehr Kanälen kauft, kommt öfter wieder: {{several}} in 12 Monaten, gegenüber {{one}} bei einem Kanal",
  "analysis.retentionAgainst.less":
    "Wer in zwei oder mehr Kanälen kauft, kommt seltener wieder: {{several}} in 12 Monaten, gegenüber {{one}} bei einem Kanal",
  "analysis.retentionAgainst.overlap":
    "{{several}} bei zwei oder mehr Kanälen kamen in 12 Monaten wieder, {{one}} bei einem: Die Intervalle überschneiden sich, es kann Zufall sein",
  "analysis.retentionAgainst.few":
    "Zu wenige für einen Vergleich: {{several}} bei zwei oder mehr Kanälen kamen in 12 Monaten wieder, {{one}} bei einem",
  "analysis.retentionAgainst.open":
    "Zu früh für 12 Monate: Bisher kamen {{several}} bei zwei oder mehr Kanälen wieder, {{one}} bei einem",
  "analysis.calendar": "Kalenderjahre",
  "analysis.year": "Jahr",
  "analysis.calendarFinding": "{{rate}} der {{n}} Kundinnen und Kunden von {{year}} kauften {{next}} wieder",
  "analysis.calendarOpen": "Auf kein Jahr folgt eines, das bis zu seinem Ende erfasst ist",
  "analysis.calendarMeta":
    "Prozent der Kundinnen und Kunden eines Kalenderjahrs mit einem Auftrag im nächsten, nach den Kanälen des Jahres; Strich = 95-%-Intervall · {{window}}",
  "analysis.calendarYearHead": "Aus {{year}}, wieder in {{next}}",
  "analysis.calendarYearOpen": "Aus {{year}}: {{next}} ist nicht bis zum Ende erfasst, diese Zahlen können nur wachsen",
  "analysis.restInTable": "{{count}} kleinere Verbindungen stehen in der Tabelle.",
  "analysis.cohorts": "Gruppen nach dem Monat des ersten Auftrags",
  "analysis.cohortsBoth":
    "{{first}} von {{n}} kauften im Monat nach dem ersten Auftrag wieder, {{twelfth}} von {{m}} im zwölften",
  "analysis.cohortsFirst": "{{first}} von {{n}} kauften im Monat nach dem ersten Auftrag wieder",
  "analysis.cohortsOpen": "Zu früh: Noch kein Monat nach einem ersten Auftrag ist bis zum Ende erfasst",
  "analysis.cohortsMeta": "Prozent der Neuen jedes Monats, die n Monate später kauften · {{window}} · n = {{n}}",
  "analysis.cohortsNote":
    "Schraffiert: Der Monat ist nicht bis zum Ende erfasst. Umrandet: weniger als 30 Personen, nicht vergleichen.",
  "analysis.lastMonth": "Letzter Monat",
  "analysis.monthAfter": "+{{month}}",
  "analysis.firstOrder": "Erster Auftrag",
  "analysis.returns.value": "Wert",
  "analysis.returns.lines": "Positionen",
  "analysis.returns.units": "Stück",
  "analysis.returns.orders": "Aufträge",
  "analysis.returns.of.value": "des verkauften Werts",
  "analysis.returns.of.lines": "der Auftragspositionen",
  "analysis.returns.of.units": "der Stücke",
  "analysis.returns.of.orders": "der Aufträge",
  "analysis.returns.n.value": "n = {{n}} Positionen",
  "analysis.returns.n.lines": "n = {{n}} Positionen",
  "analysis.returns.n.units": "n = {{n}} Stück",
  "analysis.returns.n.orders": "n = {{n}} Aufträge",
  "analysis.smallLines": "weniger als 30 Positionen: nicht vergleichen",
  "analysis.soldAll": "{{rate}} {{measure}} kamen bisher zurück",
  "analysis.soldMost": "{{rate}} {{measure}} kamen bisher zurück; am meisten von {{channel}}, {{top}}",
  "analysis.soldMeta":
    "Prozent des Verkauften, nach dem Kanal des Verkaufs · {{window}} · n = {{n}} Positionen aus {{orders}} Aufträgen",
  "analysis.soldNote":
    "Was kürzlich verkauft wurde, kann noch zurückkommen; die Anteile können nur wachsen. Stornierte Positionen zählen nicht.",
  "analysis.soldThrough": "Verkauft über",
  "analysis.soldValue": "Verkauft",
  "analysis.allChannels": "Alle Kanäle",
  "analysis.cancelledLines": "Stornierte Positionen",
  "analysis.takenBack": "Zurückgenommen über",
  "analysis.takenNone": "Nichts, dessen Verkauf erfasst ist, kam in diesem Zeitraum zurück",
  "analysis.takenAll": "{{rate}} des Zurückgenommenen war über einen anderen Kanal verkauft worden",
  "analysis.takenMost":
    "{{rate}} des Zurückgenommenen war über einen anderen Kanal verkauft worden; am meisten bei {{channel}}, {{top}}",
  "analysis.takenMeta":
    "Prozent der im Zeitraum zurückgenommenen Positionen, die ein anderer Kanal verkauft hatte; Strich = 95-%-Intervall · {{window}} · n = {{n}} Positionen",
  "analysis.takenUnknown": "Der Verkauf von {{n}} Positionen ist nicht erfasst; sie zählen in keinem Anteil.",
  "analysis.lines": "Positionen",
  "analysis.units": "Stück",
  "analysis.elsewhereLines": "Positionen von anderswo",
  "analysis.elsewhere": "Anderswo verkauft",
  "analysis.unknownOrder": "Verkauf nicht erfasst",
  "analysis.basis": "Beträge",
  "analysis.basis.net": "Nach Rückgaben",
  "analysis.basis.gross": "Vor Rückgaben",
  "analysis.rfmPlain": "Wie lange her und wie oft gekauft wurde",
  "analysis.rfmFinding":
    "Die {{n}}, die zuletzt und am häufigsten kauften, sind {{customers}} aller und {{money}} dessen, was alle wert sind",
  "analysis.rfmMeta": "Personen und was sie wert sind in {{currency}}: {{basis}} · {{window}} · n = {{n}}",
  "analysis.rfmNote":
    "Fünftel nach Rang, 5 ist am besten; je kräftiger, desto mehr Personen. Umrandet: weniger als 30.",
  "analysis.recency": "Wert für: wie lange her",
  "analysis.frequency": "Wert für: wie oft",
  "analysis.worth": "Wert",
  "analysis.recencyByFrequency": "Letzter Auftrag",
  "analysis.recencyScore": "R{{score}}",
  "analysis.frequencyScore": "F{{score}}",
  "analysis.daysAgo": "vor {{days}} Tagen",
  "analysis.ordersEach": "Aufträge: {{orders}}",
  "analysis.between": "{{low}} bis {{high}}",
  "analysis.best": "In allen dreien am besten",
  "analysis.bestAll": "{{rate}} aller sind in allen drei Werten im besten Fünftel",
  "analysis.bestMost": "{{rate}} aller sind in allen drei Werten im besten Fünftel; bei {{mix}} sind es {{top}}",
  "analysis.bestMeta":
    "Prozent mit 5 in allen drei Werten, nach den Kanälen; Strich = 95-%-Intervall · {{window}} · n = {{n}}",
  "analysis.recencyMean": "Mittel R",
  "analysis.frequencyMean": "Mittel F",
  "analysis.monetaryMean": "Mittel M",
  "analysis.fifths": "Wo die Fünftel getrennt werden",
  "analysis.score": "Wert",
  "analysis.fifthDays": "Tage seit dem letzten Auftrag",
  "analysis.fifthSize": "Personen im Fünftel",
  "analysis.lifetimeOne": "Eine Kundin oder ein Kunde war durchschnittlich {{money}} wert",
  "analysis.lifetimeAgainst.more":
    "Wer in zwei oder mehr Kanälen kauft, ist mehr wert: durchschnittlich {{several}}, gegenüber {{one}} bei einem Kanal; die 95-%-Intervalle überschneiden sich nicht",
  "analysis.lifetimeAgainst.less":
    "Wer in zwei oder mehr Kanälen kauft, ist weniger wert: durchschnittlich {{several}}, gegenüber {{one}} bei einem Kanal; die 95-%-Intervalle überschneiden sich nicht",
  "analysis.lifetimeAgainst.overlap":
    "Durchschnittlich {{several}} bei zwei oder mehr Kanälen, {{one}} bei einem: Die 95-%-Intervalle überschneiden sich, der Unterschied kann Zufall sein",
  "analysis.lifetimeAgainst.few":
    "Zu wenige für einen Vergleich: durchschnittlich {{several}} bei zwei oder mehr Kanälen, {{one}} bei einem",
  "analysis.lifetimeTop":
    "Am meisten wert sind Kundinnen und Kunden von {{mix}}: durchschnittlich {{money}}, mit Abstand vor {{next}}",
  "analysis.lifetimeTopOverlap":
    "Den höchsten Durchschnitt hat {{mix}}, {{money}}; das Intervall überschneidet sich mit dem von {{next}}",
  "analysis.lifetimeMeta":
    "{{currency}} je Person im Zeitraum, nach Rückgaben; Punkt = Durchschnitt, Strich = 95-%-Intervall · {{window}} · n = {{n}}",
  "analysis.lifetimeMean": "Durchschnittswert",
  "analysis.intervalLow": "95 % von",
  "analysis.intervalHigh": "95 % bis",
  "analysis.median": "Median",
  "analysis.grossValue": "Vor Rückgaben",
  "analysis.crossingFinding": "{{rate}} kauften in den zwölf Monaten bis {{month}} in zwei oder mehr Kanälen",
  "analysis.crossingOpen": "Zu früh: Noch sind keine zwölf Monate erfasst",
  "analysis.crossingMeta":
    "Prozent der Kundinnen und Kunden der zwölf Monate bis zu jedem Monat · {{window}} · n = {{n}} im letzten",
  "analysis.crossingNote":
    "Schraffiert: Nicht alle zwölf Monate sind erfasst; der Anteil ist zu niedrig und zählt nicht in der Steigung.",
  "analysis.crossingRate": "Zwei oder mehr Kanäle",
  "analysis.crossingCustomers": "Personen mit zwei oder mehr",
  "analysis.slope.rising":
    "Steigt um {{points}} Prozentpunkte im Monat, über die letzten {{months}} vollständigen Monate.",
  "analysis.slope.falling":
    "Sinkt um {{points}} Prozentpunkte im Monat, über die letzten {{months}} vollständigen Monate.",
  "analysis.slope.level":
    "Gleich: Es ändert sich um {{points}} Prozentpunkte im Monat, über die letzten {{months}} vollständigen Monate.",
  "analysis.slopeNone": "Zu früh, um zu sagen, wohin es geht: weniger als zwei vollständige Monate.",
  "home.crossing": "Kaufen in zwei oder mehr Kanälen",
  "home.crossingMonth": "in den zwölf Monaten bis {{month}}",
  "home.lifetime": "Durchschnittlich wert",
  "home.back": "In 12 Monaten wiedergekommen",
  "home.more": "Einzelheiten",

  "definition.mix.2":
    "mix.2: Kunde = Datensätze, die ein Kennzeichen verbindet; Verbindung = Kanäle, in denen im Zeitraum gekauft wurde, nach der Herkunft der Positionen; Wert = Summe der Auftragspositionen vor Rückgaben; Wiederkehr wie retention.2; Zeiträume ohne ihren letzten Tag, Geschäftstage am Ort.",
  "definition.retention.2":
    "retention.2: rollend = von denen, deren erster Auftrag in den Zeitraum fällt, nach den Kanälen ihrer Tage 0–89, wer an den Tagen 90–454 wieder bestellte; Kalender = von den Kundinnen und Kunden eines Jahres, nach den Kanälen dieses Jahres, wer im nächsten bestellte; Gruppen = nach dem Monat des ersten Auftrags, wer in jedem Monat danach bestellte.",
  "definition.returns.1":
    "returns.1: von den im Zeitraum verkauften Auftragspositionen jene, die bis jetzt zurückkamen, nach dem Kanal des Verkaufs (Positionen, Stück, Wert, Aufträge); Stornierungen gesondert. Zurückgenommen = Positionen, die im Zeitraum zurückkamen, nach dem Kanal, der sie nahm.",
  "definition.rfm.1":
    "rfm.1: Kundinnen und Kunden mit einem Auftrag von einigem Wert im Zeitraum; wie lange her = Tage vom letzten solchen Auftrag bis zum Ende des Zeitraums, wie oft = solche Aufträge, wie viel = ihr Wert ohne das, was im Zeitraum zurückkam oder storniert wurde (brutto: davor); Fünftel nach dem Rang, 5 ist das beste, bei Gleichen steht die kleinere Nummer der Quelle tiefer.",
  "definition.clv.1":
    "clv.1: rückblickend; Aufträge im Zeitraum ohne das, was in ihm zurückkam oder storniert wurde, je Kundin oder Kunde, nach den Kanälen des Zeitraums; das Intervall reicht 1,96 Standardfehler zu jeder Seite des Durchschnitts.",
  "definition.cross-channel.1":
    "cross-channel.1: von denen mit einem Auftrag in den zwölf Monaten, die mit einem Monat enden, wer über zwei oder mehr Kanäle kaufte; die Steigung ist die der kleinsten Quadrate über die letzten vollständigen Monate, höchstens zwölf.",
};
