using AidTracker.Domain.Reference;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AidTracker.Web.Data.Maps;

internal sealed class PartyMap : IEntityTypeConfiguration<Party>
{
    public void Configure(EntityTypeBuilder<Party> builder)
    {
        builder.ToTable("party").HasKey(party => party.Code);
        builder.Property(party => party.Kind).HasConversion<string>();
    }
}

internal sealed class MembershipMap : IEntityTypeConfiguration<Membership>
{
    public void Configure(EntityTypeBuilder<Membership> builder) =>
        builder.ToTable("membership").HasKey(membership => new { membership.Organisation, membership.Party, membership.Since });
}

internal sealed class EconomyMap : IEntityTypeConfiguration<Economy>
{
    public void Configure(EntityTypeBuilder<Economy> builder) => builder.ToTable("economy").HasKey(economy => new { economy.Party, economy.Year });
}

internal sealed class CategoryMap : IEntityTypeConfiguration<Category>
{
    public void Configure(EntityTypeBuilder<Category> builder) => builder.ToTable("category").HasKey(category => category.Code);
}

internal sealed class SubCategoryMap : IEntityTypeConfiguration<SubCategory>
{
    public void Configure(EntityTypeBuilder<SubCategory> builder) => builder.ToTable("sub_category").HasKey(part => part.Code);
}

internal sealed class InstrumentMap : IEntityTypeConfiguration<Instrument>
{
    public void Configure(EntityTypeBuilder<Instrument> builder) => builder.ToTable("instrument").HasKey(instrument => instrument.Code);
}

internal sealed class InitiativeMap : IEntityTypeConfiguration<Initiative>
{
    public void Configure(EntityTypeBuilder<Initiative> builder) => builder.ToTable("initiative").HasKey(initiative => initiative.Code);
}

internal sealed class CurrencyMap : IEntityTypeConfiguration<CurrencyName>
{
    public void Configure(EntityTypeBuilder<CurrencyName> builder) => builder.ToTable("currency").HasKey(currency => currency.Code);
}
