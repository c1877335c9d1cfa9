using AidTracker.Domain.Amounts;
using AidTracker.Web.Features.Desk.Drafts;
using AidTracker.Web.Features.Publishing;

namespace AidTracker.Web.Features.Desk.Typed;

/// <summary>An amount of a draft with all that is said of it.</summary>
/// <param name="Amount">In the package's currency; null where none is stated.</param>
/// <param name="Low">The lower end of a range.</param>
internal sealed record ReadSum(decimal? Amount, AmountQualifier Qualifier, decimal? Low, MoneyForm? Stated);

/// <summary>Reads the amounts of a draft and collects what is wrong with them.</summary>
/// <param name="currency">The package's; null where it is not known yet.</param>
internal sealed class DraftAmounts(DraftForm form, string? currency, List<Finding> findings)
{
    /// <param name="fields">The names of the fields of amount, qualifier, lower end and second currency.</param>
    public ReadSum Sum(string amount, string qualifier, string low, string stated, bool statedByDonor, (string Amount, string Qualifier, string Low, string Stated) fields, Allowed allowed)
    {
        var kind = TypedCodes.Qualifier(qualifier);
        if (kind is null)
        {
            Refuse(fields.Qualifier, DeskSentences.NotInList(Name(fields.Qualifier), qualifier, "qualifier"));
        }

        return new ReadSum(Own(amount, fields.Amount, allowed), kind ?? AmountQualifier.Exact, kind == AmountQualifier.Between ? LowerEnd(low, fields.Low) : null, Second(stated, statedByDonor, fields.Stated, allowed));
    }

    public decimal? Quantity(string typed, string field)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        var (value, refused) = TypedNumber.Read(typed, Name(field), "1,200");
        if (refused is null && (value <= 0 || decimal.Round(value, 3) != value || value > Domain.Amounts.Quantity.Limit))
        {
            refused = DeskSentences.QuantityBounds(Name(field), typed);
        }

        if (refused is not null)
        {
            Refuse(field, refused);
            return null;
        }

        return value;
    }

    private decimal? LowerEnd(string typed, string field)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            Refuse(field, DeskSentences.Missing(Name(field), "the lower end of the range"));
            return null;
        }

        // A range may begin at nothing.
        return TypedNumber.Read(typed, Name(field), "0") is (0, null) ? 0 : Own(typed, field, Allowed.AboveZero);
    }

    private decimal? Own(string typed, string field, Allowed allowed)
    {
        var (money, refused) = TypedMoney.Read(typed, Name(field), allowed);
        if (refused is null && money?.Currency is { } named && currency is not null && named != currency)
        {
            refused = DeskSentences.OtherCurrency(Name(field), named, currency);
        }

        if (refused is not null)
        {
            Refuse(field, refused);
            return null;
        }

        return money?.Amount;
    }

    private MoneyForm? Second(string typed, bool byDonor, string field, Allowed allowed)
    {
        var (money, refused) = TypedMoney.Read(typed, Name(field), allowed);
        if (refused is null && money is { Currency: null })
        {
            refused = DeskSentences.NoCurrency(Name(field));
        }

        if (refused is not null)
        {
            Refuse(field, refused);
        }

        return refused is not null || money is null ? null : new MoneyForm(money.Amount, money.Currency!, byDonor);
    }

    private string Name(string field) => Fields.Name(form, field);

    private void Refuse(string field, Said said) => findings.Add(new Finding(field, said.ToString(), true));
}
