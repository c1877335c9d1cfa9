using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AidTracker.Web.Data.Maps;

internal sealed class PackageRowMap : IEntityTypeConfiguration<PackageRow>
{
    public void Configure(EntityTypeBuilder<PackageRow> builder) => builder.HasNoKey().ToView("package_now");
}

internal sealed class LineItemRowMap : IEntityTypeConfiguration<LineItemRow>
{
    public void Configure(EntityTypeBuilder<LineItemRow> builder) => builder.HasNoKey().ToView("line_item_now");
}

internal sealed class AnnouncementRowMap : IEntityTypeConfiguration<AnnouncementRow>
{
    public void Configure(EntityTypeBuilder<AnnouncementRow> builder) => builder.HasNoKey().ToView("announcement_read");
}

internal sealed class EntryRowMap : IEntityTypeConfiguration<EntryRow>
{
    public void Configure(EntityTypeBuilder<EntryRow> builder) => builder.HasNoKey().ToView("entry_read");
}

internal sealed class ConversionRowMap : IEntityTypeConfiguration<ConversionRow>
{
    public void Configure(EntityTypeBuilder<ConversionRow> builder) => builder.HasNoKey().ToView(null);
}

internal sealed class ReportingCurrencyMap : IEntityTypeConfiguration<ReportingCurrency>
{
    public void Configure(EntityTypeBuilder<ReportingCurrency> builder) => builder.HasNoKey().ToView("reporting_currency");
}

internal sealed class TotalRowMap : IEntityTypeConfiguration<TotalRow>
{
    public void Configure(EntityTypeBuilder<TotalRow> builder) => builder.HasNoKey().ToView("total_read");
}

internal sealed class MovedRowMap : IEntityTypeConfiguration<MovedRow>
{
    public void Configure(EntityTypeBuilder<MovedRow> builder) => builder.HasNoKey().ToView("moved_now");
}

internal sealed class InstrumentRowMap : IEntityTypeConfiguration<InstrumentRow>
{
    public void Configure(EntityTypeBuilder<InstrumentRow> builder) => builder.HasNoKey().ToView("instrument_now");
}

internal sealed class PackageSumRowMap : IEntityTypeConfiguration<PackageSumRow>
{
    public void Configure(EntityTypeBuilder<PackageSumRow> builder) => builder.HasNoKey().ToView("package_sum_now");
}

internal sealed class DonorsRowMap : IEntityTypeConfiguration<DonorsRow>
{
    public void Configure(EntityTypeBuilder<DonorsRow> builder) => builder.HasNoKey().ToView("donors_now");
}

internal sealed class CoverageRowMap : IEntityTypeConfiguration<CoverageRow>
{
    public void Configure(EntityTypeBuilder<CoverageRow> builder) => builder.HasNoKey().ToView("coverage_now");
}

internal sealed class RecipientsRowMap : IEntityTypeConfiguration<RecipientsRow>
{
    public void Configure(EntityTypeBuilder<RecipientsRow> builder) => builder.HasNoKey().ToView("recipients_now");
}

internal sealed class ShareRowMap : IEntityTypeConfiguration<ShareRow>
{
    public void Configure(EntityTypeBuilder<ShareRow> builder) => builder.HasNoKey().ToView("share_euro_read");
}

internal sealed class UnratedRowMap : IEntityTypeConfiguration<UnratedRow>
{
    public void Configure(EntityTypeBuilder<UnratedRow> builder) => builder.HasNoKey().ToView("unrated_now");
}

internal sealed class GradeRowMap : IEntityTypeConfiguration<GradeRow>
{
    public void Configure(EntityTypeBuilder<GradeRow> builder) => builder.HasNoKey().ToView(null);
}

internal sealed class ProgressRowMap : IEntityTypeConfiguration<ProgressRow>
{
    public void Configure(EntityTypeBuilder<ProgressRow> builder) => builder.HasNoKey().ToView("progress_read");
}
