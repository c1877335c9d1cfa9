using AidTracker.Domain.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AidTracker.Web.Data.Maps;

internal sealed class AnnouncementMap : IEntityTypeConfiguration<Announcement>
{
    public void Configure(EntityTypeBuilder<Announcement> builder)
    {
        builder.Property<long>("PackageId");
        builder.ToTable("announcement").HasKey("PackageId", nameof(Announcement.Number), nameof(Announcement.Version));
        builder.Property(announcement => announcement.Number).ValueGeneratedNever();
        builder.Property(announcement => announcement.Version).ValueGeneratedNever();
        builder.Property(announcement => announcement.Kind).HasConversion<string>();
        builder.Property(announcement => announcement.On).HasColumnName("announced_on");
        builder.Property(announcement => announcement.Precision).HasColumnName("date_precision").HasConversion<string>();
        builder.ComplexProperty(announcement => announcement.Headline!, headline =>
        {
            headline.Property(value => value.Qualifier).HasColumnName("headline_qualifier").AsCode();
            headline.Property(value => value.Low).HasColumnName("headline_low").HasColumnType("numeric");
            headline.ComplexProperty(value => value.Stated!, stated => stated.InColumns("headline_stated_amount", "headline_stated_currency"));
        });
        builder.HasOne(announcement => announcement.Publication).WithMany().HasForeignKey("PublicationSeq").IsRequired();
        builder.BelongsToRevision();
        builder.HasMany(announcement => announcement.Entries).WithOne().HasForeignKey("PackageId", "AnnouncementNumber", "AnnouncementVersion");
        builder.HasMany(announcement => announcement.Progress).WithOne().HasForeignKey("PackageId", "AnnouncementNumber", "AnnouncementVersion");
        builder.HasMany(announcement => announcement.Sources).WithOne().HasForeignKey("PackageId", "AnnouncementNumber", "AnnouncementVersion");
        builder.HasMany(announcement => announcement.Citations).WithOne().HasForeignKey("PackageId", "AnnouncementNumber", "AnnouncementVersion");
        builder.Ignore(announcement => announcement.Date);
        builder.Ignore(announcement => announcement.Net);
    }
}

internal sealed class EntryMap : IEntityTypeConfiguration<Entry>
{
    public void Configure(EntityTypeBuilder<Entry> builder)
    {
        builder.Property<long>("PackageId");
        builder.Property<int>("AnnouncementNumber");
        builder.Property<int>("AnnouncementVersion");
        builder.ToTable("entry").HasKey("PackageId", "AnnouncementNumber", "AnnouncementVersion", nameof(Entry.Position));
        builder.Property(entry => entry.Position).ValueGeneratedNever();
        builder.ComplexProperty(entry => entry.Amount!, amount => amount.InColumns("amount", "currency"));
        builder.ComplexProperty(entry => entry.Stated!, stated => stated.InColumns("stated_amount", "stated_currency"));
        builder.Property(entry => entry.Qualifier).AsCode();
        builder.Property(entry => entry.Low).HasColumnType("numeric");
        builder.Property(entry => entry.Quantity).HasColumnType("numeric");
        builder.Ignore(entry => entry.Floor);
    }
}

internal sealed class ProgressMap : IEntityTypeConfiguration<Progress>
{
    public void Configure(EntityTypeBuilder<Progress> builder)
    {
        builder.Property<long>("PackageId");
        builder.Property<int>("AnnouncementNumber");
        builder.Property<int>("AnnouncementVersion");
        builder.ToTable("progress").HasKey("PackageId", "AnnouncementNumber", "AnnouncementVersion", nameof(Progress.Position));
        builder.Property(progress => progress.Position).ValueGeneratedNever();
        builder.ComplexProperty(progress => progress.Value!, value => value.InColumns("value", "currency"));
        builder.Property(progress => progress.Qualifier).AsCode();
        builder.Property(progress => progress.Quantity).HasColumnType("numeric");
    }
}

internal sealed class SourceMap : IEntityTypeConfiguration<Source>
{
    public void Configure(EntityTypeBuilder<Source> builder)
    {
        builder.Property<long>("PackageId");
        builder.Property<int>("AnnouncementNumber");
        builder.Property<int>("AnnouncementVersion");
        builder.ToTable("announcement_source").HasKey("PackageId", "AnnouncementNumber", "AnnouncementVersion", nameof(Source.Position));
        builder.Property(source => source.Position).ValueGeneratedNever();
        builder.Property(source => source.Grade).HasConversion<string>();
        builder.HasOne(source => source.Capture).WithOne()
            .HasForeignKey<Capture>("PackageId", "AnnouncementNumber", "AnnouncementVersion", "SourcePosition");
    }
}

internal sealed class CaptureMap : IEntityTypeConfiguration<Capture>
{
    public void Configure(EntityTypeBuilder<Capture> builder)
    {
        builder.Property<long>("PackageId");
        builder.Property<int>("AnnouncementNumber");
        builder.Property<int>("AnnouncementVersion");
        builder.Property<int>("SourcePosition");
        builder.ToTable("captured_text").HasKey("PackageId", "AnnouncementNumber", "AnnouncementVersion", "SourcePosition");
        builder.Ignore(capture => capture.Sha256);
        builder.Ignore(capture => capture.Length);
    }
}

internal sealed class CitationMap : IEntityTypeConfiguration<Citation>
{
    public void Configure(EntityTypeBuilder<Citation> builder)
    {
        builder.Property<long>("PackageId");
        builder.Property<int>("AnnouncementNumber");
        builder.Property<int>("AnnouncementVersion");
        builder.ToTable("citation").HasKey("PackageId", "AnnouncementNumber", "AnnouncementVersion", nameof(Citation.Position));
        builder.Property(citation => citation.Position).ValueGeneratedNever();
        builder.Property(citation => citation.Figure).HasConversion<string>();
    }
}
