# syntax=docker/dockerfile:1

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
# Restored before the source is copied, so that a change of code does not download the packages again.
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY build/ build/
COPY src/AidTracker.Domain/AidTracker.Domain.csproj src/AidTracker.Domain/
COPY src/AidTracker.Web/AidTracker.Web.csproj src/AidTracker.Web/
RUN dotnet restore src/AidTracker.Web
COPY deploy/ deploy/
COPY src/ src/
RUN dotnet publish src/AidTracker.Web --configuration Release --no-restore --output /application

FROM mcr.microsoft.com/dotnet/aspnet:10.0
# pg_dump and pg_restore of the server's version (docker-compose.yml), from PostgreSQL's own packages, for the commands backup and restore.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates postgresql-common \
  && /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y \
  && apt-get install --yes --no-install-recommends postgresql-client-17 \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /application
COPY --from=build /application ./
# Logs and the keys of cookies; the database is another container's.
RUN install -d -m 0700 -o "$APP_UID" -g "$APP_UID" /var/lib/aidtracker
VOLUME /var/lib/aidtracker
ENV DataFolder=/var/lib/aidtracker ASPNETCORE_URLS=http://0.0.0.0:8080 ASPNETCORE_HTTP_PORTS=
EXPOSE 8080
USER $APP_UID
# The image has no curl; bash can ask by itself.
HEALTHCHECK --interval=15s --timeout=6s --start-period=60s --retries=3 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /health/ready HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && read -r answer <&3 && [[ $answer == *' 200 '* ]]"]
ENTRYPOINT ["dotnet", "AidTracker.Web.dll"]
