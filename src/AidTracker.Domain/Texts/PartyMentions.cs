namespace AidTracker.Domain.Texts;

/// <param name="Token">Its first token.</param>
/// <param name="To">The token after its last.</param>
/// <param name="Sentence">The sentence's place among all.</param>
/// <param name="Before">The word before it, a leading "the" passed over; empty at the beginning of a sentence.</param>
internal sealed record PartyMention(string Code, NameForm Form, int Token, int To, int Sentence, string Before);

/// <summary>Where parties are named, and which names are said together.</summary>
internal static class PartyMentions
{
    public static List<PartyMention> Find(ReadText text)
    {
        var mentions = new List<PartyMention>();
        for (var s = 0; s < text.Sentences.Count; s++)
        {
            var sentence = text.Sentences[s];
            for (var i = sentence.From; i < sentence.To; i++)
            {
                if (PartyNames.At(text.Tokens, i) is var (code, form, to) && to <= sentence.To)
                {
                    var before = i > sentence.From ? text.Tokens[i - 1].Lower : "";
                    if (before == "the")
                    {
                        before = i - 1 > sentence.From ? text.Tokens[i - 2].Lower : "";
                    }

                    // "to Poland and Slovakia": what stands before a list stands before each of it.
                    if (mentions is [.., var last] && last.Sentence == s && last.To < i && text.Tokens.GetRange(last.To, i - last.To).TrueForAll(token => Joins(token.Lower))
                        && !(last.Before == "with" && last.To + 1 == i && text.Tokens[last.To].Is(',')))
                    {
                        before = last.Before;
                    }

                    mentions.Add(new PartyMention(code, form, i, to, s, before));
                    i = to - 1;
                }
            }
        }

        return mentions;
    }

    /// <summary>Mentions that follow one another with nothing but commas, "and" and "the" between them.</summary>
    public static List<PartyMention> ListFrom(ReadText text, List<PartyMention> mentions, int first)
    {
        var list = new List<PartyMention>();
        for (var i = first; i < mentions.Count; i++)
        {
            if (i > first && !Enumerable.Range(mentions[i - 1].To, mentions[i].Token - mentions[i - 1].To).All(at => Joins(text.Tokens[at].Lower)))
            {
                break;
            }

            list.Add(mentions[i]);
        }

        return list;
    }

    private static bool Joins(string word) => word is "," or "and" or "the" or "&";
}
