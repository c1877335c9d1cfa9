namespace AidTracker.Web.Features.Accounts.SigningIn;

/// <summary>
/// What is guessed first. Lists of common passwords are mostly the same few words, doubled, joined and decorated with digits; so the words are
/// carried, and a password that is nothing but them is common.
/// </summary>
internal static class CommonPasswords
{
    private static readonly HashSet<string> Words =
    [
        .. """
        a i o u an and for the me my you your is it in on of to
        pass password passwort passwd word wort secret geheim code key login logon signin user username guest root toor test tester testing temp temporary
        admin administrator administrateur master superuser super system default change changeme changeit please letme letmein in open sesame enter welcome willkommen
        hello hallo bonjour hi goodbye qwerty qwert qwertz qwertzu azerty qwertyuiop qwertyu asdf asdfg asdfgh asdfghjkl zxcvb zxcvbn zxcvbnm yxcvbnm qazwsx edc rfv qaz wsx
        abc abcd abcde abcdef abcdefg abcdefgh abcdefghijkl xyz one two three four five six seven eight nine ten zero number
        love iloveyou lovely lover ilove forever baby babygirl angel princess prince queen king sweet sweetheart honey sunshine sun moon star stars flower butterfly
        monkey dragon tiger lion eagle bear wolf shadow ninja hunter ranger killer warrior soldier batman superman spiderman pokemon starwars matrix
        football baseball basketball soccer hockey tennis golf liverpool arsenal chelsea barcelona realmadrid juventus
        michael jordan jennifer jessica michelle ashley daniel andrew charlie thomas robert matthew joshua anthony william david john james george maria anna alex nicole
        summer winter spring autumn fall january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday
        today tomorrow year day night morning computer internet google facebook microsoft windows apple samsung linux server database office company home house money dollar euro
        freedom trust trustno noone nobody anything everything whatever something nothing never always access control security secure private public
        ukraine ukrainian slava ukraini kyiv kiev canada america american germany german deutschland france french england english britain europe poland russia nato
        aid tracker aidtracker military army ledger desk editor reviewer reader
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
    ];

    private static readonly Dictionary<char, char> Disguises = new()
    {
        ['0'] = 'o', ['1'] = 'i', ['3'] = 'e', ['4'] = 'a', ['5'] = 's', ['7'] = 't', ['@'] = 'a', ['$'] = 's', ['!'] = 'i',
    };

    /// <param name="names">As good as common words for this one password; those of fewer than three letters are passed over.</param>
    public static bool Has(string password, IEnumerable<string?> names)
    {
        var own = names.SelectMany(name => (name ?? "").Split(' ', '.', '_', '-', '@')).Select(Letters).Where(name => name.Length > 2).ToHashSet();
        var plain = password.ToLowerInvariant();
        return IsMadeOf(Letters(plain)) || IsMadeOf(Letters(string.Concat(plain.Select(letter => Disguises.GetValueOrDefault(letter, letter)))));

        bool IsMadeOf(string letters)
        {
            // ends[i]: the first i letters are words.
            var ends = new bool[letters.Length + 1];
            ends[0] = true;
            for (var end = 1; end <= letters.Length; end++)
            {
                for (var start = 0; start < end && !ends[end]; start++)
                {
                    ends[end] = ends[start] && letters[start..end] is var word && (Words.Contains(word) || own.Contains(word));
                }
            }

            return ends[^1];
        }
    }

    /// <summary>Digits and signs alone are no letters, and so a common password as well.</summary>
    private static string Letters(string text) => string.Concat(text.Where(char.IsLetter)).ToLowerInvariant();
}
