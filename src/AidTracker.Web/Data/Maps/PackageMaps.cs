using AidTracker.Domain.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AidTracker.Web.Data.Maps;

/// <summary>
/// Tells EF that rows of a package belong to its revision, so that it writes the revision before them: of two editors
/// it is then the revision's key that refuses the slower one.
/// </summary>
internal static class OfRevision
{
    public static void BelongsToRevision<T>(this EntityTypeBuilder<T> builder) where T : class
    {
        builder.Property<long>("PublicationSeq");
        builder.HasOne<PackageRevision>().WithMany().HasForeignKey("PackageId", "PublicationSeq").HasPrincipalKey("PackageId", "PublicationSeq");
    }
}

internal sealed class PublicationMap : IEntityTypeConfiguration<Publication>
{
    public void Configure(EntityTypeBuilder<Publication> builder)
    {
        builder.ToTable("publication").HasKey(publication => publication.Seq);
        // A trigger gives all three; RecordedAt only where it is not stated.
        builder.Property(publication => publication.Seq).ValueGeneratedOnAdd();
        builder.Property(publication => publication.RecordedAt).ValueGeneratedOnAdd();
        builder.Property(publication => publication.LoadedAt).ValueGeneratedOnAdd();
        builder.Property(publication => publication.Origin).HasConversion<string>();
    }
}

internal sealed class PackageMap : IEntityTypeConfiguration<Package>
{
    public void Configure(EntityTypeBuilder<Package> builder)
    {
        builder.ToTable("package").HasKey(package => package.Id);
        builder.Property(package => package.Id).UseIdentityAlwaysColumn();
        builder.Property(package => package.Currency).AsCode();
        builder.HasOne(package => package.OpenedBy).WithMany().HasForeignKey("PublicationSeq").IsRequired();

        builder.HasMany(package => package.Donors).WithOne().HasForeignKey("PackageId");
        builder.HasMany(package => package.Recipients).WithOne().HasForeignKey("PackageId");
        builder.HasMany(package => package.Descriptions).WithOne().HasForeignKey("PackageId");
        builder.HasMany(package => package.Lines).WithOne().HasForeignKey("PackageId");
        builder.HasMany(package => package.Announcements).WithOne().HasForeignKey("PackageId");
        builder.HasMany(package => package.Revisions).WithOne().HasForeignKey("PackageId");
        builder.HasMany(package => package.Merges).WithOne().HasForeignKey("PackageId");

        builder.Ignore(package => package.Description);
        builder.Ignore(package => package.Live);
        builder.Ignore(package => package.MergedInto);
        builder.Ignore(package => package.Revision);
        builder.Ignore(package => package.Standing);
        builder.Ignore(package => package.History);
    }
}

internal sealed class DonorMap : IEntityTypeConfiguration<Donor>
{
    public void Configure(EntityTypeBuilder<Donor> builder)
    {
        builder.Property<long>("PackageId");
        builder.ToTable("package_donor").HasKey("PackageId", nameof(Donor.Position));
        builder.Property(donor => donor.Position).ValueGeneratedNever();
    }
}

internal sealed class RecipientMap : IEntityTypeConfiguration<Recipient>
{
    public void Configure(EntityTypeBuilder<Recipient> builder)
    {
        builder.Property<long>("PackageId");
        builder.ToTable("package_recipient").HasKey("PackageId", nameof(Recipient.Position));
        builder.Property(recipient => recipient.Position).ValueGeneratedNever();
    }
}

internal sealed class PackageDescriptionMap : IEntityTypeConfiguration<PackageDescription>
{
    public void Configure(EntityTypeBuilder<PackageDescription> builder)
    {
        builder.ToTable("package_description");
        builder.Property<long>("PackageId");
        builder.Property<long>("PublicationSeq");
        builder.HasOne(description => description.Publication).WithMany().HasForeignKey("PublicationSeq").IsRequired();
        builder.HasKey("PackageId", "PublicationSeq");
        builder.BelongsToRevision();
    }
}

internal sealed class PackageMergeMap : IEntityTypeConfiguration<PackageMerge>
{
    public void Configure(EntityTypeBuilder<PackageMerge> builder)
    {
        builder.ToTable("package_merge");
        builder.Property<long>("PackageId");
        builder.Property<long>("PublicationSeq");
        builder.HasOne(merge => merge.Publication).WithMany().HasForeignKey("PublicationSeq").IsRequired();
        builder.HasKey("PackageId", "PublicationSeq");
        builder.BelongsToRevision();
    }
}

internal sealed class PackageRevisionMap : IEntityTypeConfiguration<PackageRevision>
{
    public void Configure(EntityTypeBuilder<PackageRevision> builder)
    {
        builder.Property<long>("PackageId");
        builder.ToTable("package_revision").HasKey("PackageId", nameof(PackageRevision.Number));
        builder.Property(revision => revision.Number).ValueGeneratedNever();
        builder.Property<long>("PublicationSeq");
        builder.HasOne(revision => revision.Publication).WithMany().HasForeignKey("PublicationSeq").IsRequired();
    }
}

internal sealed class LineItemMap : IEntityTypeConfiguration<LineItem>
{
    public void Configure(EntityTypeBuilder<LineItem> builder)
    {
        builder.Property<long>("PackageId");
        builder.ToTable("line_item").HasKey("PackageId", nameof(LineItem.Number));
        builder.Property(line => line.Number).ValueGeneratedNever();
        builder.HasOne(line => line.Publication).WithMany().HasForeignKey("PublicationSeq").IsRequired();
        builder.BelongsToRevision();
        builder.HasMany(line => line.Descriptions).WithOne().HasForeignKey("PackageId", "LineNumber");
        builder.Ignore(line => line.Description);
        builder.Ignore(line => line.IsNamed);
    }
}

internal sealed class LineDescriptionMap : IEntityTypeConfiguration<LineDescription>
{
    public void Configure(EntityTypeBuilder<LineDescription> builder)
    {
        builder.ToTable("line_item_description");
        builder.Property<long>("PackageId");
        builder.Property<int>("LineNumber");
        builder.Property<long>("PublicationSeq");
        builder.HasOne(description => description.Publication).WithMany().HasForeignKey("PublicationSeq").IsRequired();
        builder.HasKey("PackageId", "LineNumber", "PublicationSeq");
        builder.BelongsToRevision();
    }
}
