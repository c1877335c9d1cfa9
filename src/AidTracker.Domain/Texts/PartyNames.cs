namespace AidTracker.Domain.Texts;

/// <summary>How a text names a party.</summary>
internal enum NameForm
{
    /// <summary>"Norway", "Norway's".</summary>
    Name,

    /// <summary>"Norwegian".</summary>
    Adjective,

    /// <summary>A capital or an office that stands for its government: "Oslo", "the Pentagon".</summary>
    Seat,
}

/// <summary>What parties are called in English texts, by the codes of the reference list. A row a party; more parties are more rows.</summary>
internal static class PartyNames
{
    /// <summary>Groups that act together and are no party of the reference list.</summary>
    public const string Group = "G7";

    /// <summary>The most words a name has.</summary>
    public const int Longest = 4;

    // Code, names, adjectives, seats. Words that mean something else as well (Turkey, Jordan, Georgia) are taken capitalised only.
    private static readonly string[] Rows =
    [
        "AE|United Arab Emirates,UAE|Emirati|Abu Dhabi", "AL|Albania|Albanian|Tirana", "AM|Armenia|Armenian|Yerevan", "AR|Argentina|Argentine,Argentinian|Buenos Aires",
        "AT|Austria|Austrian|Vienna", "AU|Australia|Australian,Australians|Canberra,ADF", "AZ|Azerbaijan|Azerbaijani|Baku",
        "BA|Bosnia and Herzegovina,Bosnia,Bosnia-Herzegovina|Bosnian|Sarajevo", "BD|Bangladesh|Bangladeshi|Dhaka", "BE|Belgium|Belgian,Belgians|", "BF|Burkina Faso|Burkinabe|Ouagadougou",
        "BG|Bulgaria|Bulgarian|Sofia", "BJ|Benin|Beninese|Cotonou", "BR|Brazil|Brazilian|Brasilia", "BY|Belarus|Belarusian|Minsk",
        "CA|Canada|Canadian,Canadians|Ottawa,Global Affairs Canada", "CD|Democratic Republic of Congo,DRC|Congolese|Kinshasa", "CH|Switzerland|Swiss|Bern", "CL|Chile|Chilean|Santiago",
        "CM|Cameroon|Cameroonian|Yaounde", "CN|China|Chinese|Beijing", "CO|Colombia|Colombian|Bogota,Bogotá", "CY|Cyprus|Cypriot|Nicosia",
        "CZ|Czech Republic,Czechia|Czech,Czechs|Prague", "DE|Germany|German,Germans|Berlin,Bundeswehr,Bundestag", "DK|Denmark|Danish,Danes|Copenhagen,Folketing",
        "EC|Ecuador|Ecuadorian|Quito", "EE|Estonia|Estonian,Estonians|Tallinn,Riigikogu", "EG|Egypt|Egyptian|Cairo", "ES|Spain|Spanish,Spaniards|Madrid", "ET|Ethiopia|Ethiopian|Addis Ababa",
        "EU|European Union,EU,EU Council,European Council,European Commission,Council of the European Union,Council of the EU||Brussels,European Peace Facility", "EIB|European Investment Bank,EIB||",
        "FI|Finland|Finnish,Finns|Helsinki,Eduskunta", "FJ|Fiji|Fijian|Suva", "FR|France|French|Paris,Élysée,Elysee",
        "GB|United Kingdom,UK,U.K.,Britain,Great Britain|British,Britons|London,Downing Street,Whitehall", "GE|Georgia|Georgian|Tbilisi", "GH|Ghana|Ghanaian|Accra",
        "GR|Greece|Greek|Athens", "HR|Croatia|Croatian|Zagreb", "HT|Haiti|Haitian|Port-au-Prince", "HU|Hungary|Hungarian|Budapest", "ID|Indonesia|Indonesian|Jakarta",
        "IE|Ireland|Irish|Dublin", "IL|Israel|Israeli|Jerusalem,Tel Aviv", "IN|India|Indian|New Delhi", "IQ|Iraq|Iraqi|Baghdad", "IR|Iran|Iranian|Tehran", "IS|Iceland|Icelandic|Reykjavik,Reykjavík,Althing",
        "IT|Italy|Italian|Rome", "JO|Jordan|Jordanian|Amman", "JP|Japan|Japanese|Tokyo", "KE|Kenya|Kenyan,Kenya-led|Nairobi", "KR|South Korea,Republic of Korea|South Korean|Seoul",
        "KP|North Korea|North Korean|Pyongyang", "KZ|Kazakhstan|Kazakh|Astana", "LB|Lebanon|Lebanese|Beirut", "LK|Sri Lanka|Sri Lankan|Colombo", "LT|Lithuania|Lithuanian,Lithuanians|Vilnius,Seimas",
        "LU|Luxembourg|Luxembourgish|", "LV|Latvia|Latvian,Latvians|Riga,Saeima", "LY|Libya|Libyan|Tripoli", "MD|Moldova,Republic of Moldova|Moldovan,Moldovans|Chisinau,Chișinău",
        "ME|Montenegro|Montenegrin|Podgorica", "MK|North Macedonia|Macedonian|Skopje", "ML|Mali|Malian|Bamako", "MR|Mauritania|Mauritanian|Nouakchott", "MT|Malta|Maltese|Valletta",
        "MX|Mexico|Mexican|", "MY|Malaysia|Malaysian|Kuala Lumpur", "MZ|Mozambique|Mozambican|Maputo", "NATO|NATO,North Atlantic Treaty Organization,Atlantic alliance||",
        "NE|Niger|Nigerien|Niamey", "NG|Nigeria|Nigerian|Abuja", "NL|Netherlands,Holland|Dutch|The Hague,Hague,Amsterdam", "NO|Norway|Norwegian,Norwegians|Oslo,Storting",
        "NZ|New Zealand|New Zealander,New Zealanders,NZ|Wellington,NZDF", "PG|Papua New Guinea|Papuan|Port Moresby", "PH|Philippines|Philippine,Filipino,Filipinos|Manila",
        "PK|Pakistan|Pakistani|Islamabad", "PL|Poland|Polish,Poles|Warsaw,Sejm", "PS|Palestine|Palestinian|Ramallah", "PT|Portugal|Portuguese|Lisbon", "QA|Qatar|Qatari|Doha",
        "RO|Romania|Romanian|Bucharest", "RS|Serbia|Serbian|Belgrade", "RU|Russia|Russian,Russians|Moscow,Kremlin", "RW|Rwanda|Rwandan|Kigali", "SA|Saudi Arabia|Saudi|Riyadh",
        "SD|Sudan|Sudanese|Khartoum", "SE|Sweden|Swedish,Swedes|Stockholm,Riksdag", "SG|Singapore|Singaporean|", "SI|Slovenia|Slovenian,Slovene|Ljubljana", "SK|Slovakia|Slovak,Slovaks|Bratislava",
        "SN|Senegal|Senegalese|Dakar", "SO|Somalia|Somali,Somalis|Mogadishu", "SY|Syria|Syrian|Damascus", "TH|Thailand|Thai|Bangkok", "TN|Tunisia|Tunisian|Tunis", "TR|Turkey,Türkiye|Turkish|Ankara",
        "TW|Taiwan|Taiwanese|Taipei", "UA|Ukraine|Ukrainian,Ukrainians|Kyiv,Kiev,Zelenskyy,Zelensky,Zelenskiy,Verkhovna Rada", "UG|Uganda|Ugandan|Kampala",
        "US|United States,US,U.S.,USA,U.S.A.,America,United States of America|American,Americans|Washington,Pentagon,White House,State Department,Department of State,Department of Defense,US Congress,U.S. Congress",
        "UZ|Uzbekistan|Uzbek|Tashkent", "VN|Vietnam|Vietnamese|Hanoi", "XK|Kosovo|Kosovar|Pristina", "YE|Yemen|Yemeni|Sanaa", "ZA|South Africa|South African|Pretoria",
        $"{Group}|G7,G-7,Group of Seven||",
    ];

    private static readonly Dictionary<string, (string Code, NameForm Form)> ByName = Table();

    /// <summary>The party that is named from a token on, by its longest name.</summary>
    public static (string Code, NameForm Form, int To)? At(IReadOnlyList<Token> tokens, int at)
    {
        if (!tokens[at].IsCapitalised)
        {
            return null;
        }

        var words = new string[Longest];
        var count = 0;
        while (count < Longest && at + count < tokens.Count && tokens[at + count].IsWord)
        {
            words[count] = tokens[at + count].Lower;
            count++;
        }

        for (; count > 0; count--)
        {
            words[count - 1] = tokens[at + count - 1].Stem;
            if (ByName.TryGetValue(string.Join(' ', words, 0, count), out var found) && !(words[0] is "us" && count == 1 && tokens[at].Text != "US"))
            {
                return (found.Code, found.Form, at + count);
            }
        }

        // "UK-based", "British-led": the first half names it.
        return tokens[at].Lower.IndexOf('-', StringComparison.Ordinal) is > 1 and var hyphen && ByName.TryGetValue(tokens[at].Lower[..hyphen], out var half) && tokens[at].Lower[hyphen..] is not "-led"
            ? (half.Code, NameForm.Adjective, at + 1)
            : null;
    }

    private static Dictionary<string, (string Code, NameForm Form)> Table()
    {
        var table = new Dictionary<string, (string, NameForm)>(StringComparer.Ordinal);
        foreach (var row in Rows)
        {
            var cells = row.Split('|');
            for (var form = NameForm.Name; form <= NameForm.Seat; form++)
            {
                foreach (var name in cells[(int)form + 1].Split(',', StringSplitOptions.RemoveEmptyEntries))
                {
                    table[name.ToLowerInvariant()] = (cells[0], form);
                }
            }
        }

        return table;
    }
}
