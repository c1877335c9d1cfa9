using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Features.Desk.Drafts;
using AidTracker.Web.Features.Publishing;

namespace AidTracker.Web.Features.Desk.Typed;

/// <summary>Makes citations of the places at which a draft's figures stand.</summary>
internal sealed class CitationFields(DraftForm form, DraftContext context, List<Finding> findings)
{
    public List<CitationForm> Read(KindRule rule, ReadSum headline, IReadOnlyList<ReadLine> lines)
    {
        var cited = new List<CitationForm>();
        foreach (var passage in form.Passages.Where(passage => passage.Source >= 1 && passage.Source <= form.Sources.Count))
        {
            if (Figure(passage.Field, rule, headline, lines) is not var (figure, entry, progress))
            {
                continue;
            }

            var quoted = context.Texts.TryGetValue(passage.Source, out var text) ? QuotedPassage.Of(text, passage.Start, passage.End) : null;
            var words = quoted?.Words ?? passage.Words.Trim();
            if (words.Length == 0)
            {
                continue;
            }

            if (Capture.LengthOf(words) > Citation.PassageLimit)
            {
                findings.Add(new Finding(passage.Field, DeskSentences.PassageTooLong(Fields.Name(form, passage.Field), Citation.PassageLimit).ToString(), true));
                continue;
            }

            cited.Add(new CitationForm(figure.ToString(), passage.Source, words, entry, quoted is not null, quoted?.Start, null, progress));
        }

        Witnessed(rule, headline, lines, cited);
        return cited;
    }

    private static (CitedFigure Figure, int? Entry, int? Progress)? Figure(string field, KindRule rule, ReadSum headline, IReadOnlyList<ReadLine> lines)
    {
        switch (field)
        {
            case Fields.Date:
                return (CitedFigure.Date, null, null);
            case Fields.Amount:
                return rule.StatesHeadline && headline.Qualifier != AmountQualifier.Undisclosed ? (CitedFigure.Headline, null, null) : null;
        }

        for (var i = 0; i < lines.Count; i++)
        {
            if (field == Fields.Of(lines[i].Line) && lines[i].Sum.Amount is not null)
            {
                return rule.StatesProgress ? (CitedFigure.ProgressValue, null, i + 1) : (CitedFigure.Amount, i + 1, null);
            }

            if (field == Fields.Of(lines[i].Line, "quantity") && lines[i].Quantity is not null)
            {
                return rule.StatesProgress ? (CitedFigure.ProgressQuantity, null, i + 1) : (CitedFigure.Quantity, i + 1, null);
            }
        }

        return null;
    }

    /// <summary>A number has a witness (product rule 7): what has none is said, and not refused.</summary>
    private void Witnessed(KindRule rule, ReadSum headline, IReadOnlyList<ReadLine> lines, List<CitationForm> cited)
    {
        if (rule.StatesHeadline && headline.Amount is not null && !cited.Exists(citation => citation.Figure == nameof(CitedFigure.Headline)))
        {
            Warn(Fields.Amount);
        }

        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Sum.Amount is not null && !cited.Exists(citation => citation.Figure is nameof(CitedFigure.Amount) && citation.Entry == i + 1 || citation.Figure is nameof(CitedFigure.ProgressValue) && citation.Progress == i + 1))
            {
                Warn(Fields.Of(lines[i].Line));
            }
        }
    }

    private void Warn(string field) => findings.Add(new Finding(field, DeskSentences.NotCited(Fields.Name(form, field)).ToString(), false));
}
