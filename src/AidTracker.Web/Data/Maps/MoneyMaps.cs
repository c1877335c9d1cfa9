using AidTracker.Domain.Amounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace AidTracker.Web.Data.Maps;

/// <summary>How money and qualifiers are stored, once for every map.</summary>
internal static class MoneyMaps
{
    private static readonly ValueConverter<Currency, string> CurrencyCode = new(currency => currency.Code, code => new Currency(code));

    private static readonly ValueConverter<AmountQualifier, string> QualifierCode = new(qualifier => qualifier.Code(), code => Qualifiers.FromCode(code));

    public static PropertyBuilder<Currency> AsCode(this PropertyBuilder<Currency> property) => property.HasConversion(CurrencyCode);

    public static void AsCode(this ComplexTypePropertyBuilder<AmountQualifier> property) => property.HasConversion(QualifierCode);

    public static void AsCode(this PropertyBuilder<AmountQualifier> property) => property.HasConversion(QualifierCode);

    /// <summary>Money as two columns; both null where it is unknown.</summary>
    public static void InColumns(this ComplexPropertyBuilder<Money> money, string amount, string currency)
    {
        money.Property(value => value.Amount).HasColumnName(amount).HasColumnType("numeric");
        money.Property(value => value.Currency).HasColumnName(currency).HasConversion(CurrencyCode);
    }
}
