# syntax=docker/dockerfile:1
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
# full adds MailKit and CodeHollow.FeedReader; core is what the lock files describe.
ARG PACKAGES=full
WORKDIR /source
COPY global.json Directory.Build.props Directory.Build.targets Directory.Packages.props .editorconfig ./
COPY src/AccordWatch/AccordWatch.csproj src/AccordWatch/packages.lock.json src/AccordWatch/
COPY src/AccordWatch.Host/AccordWatch.Host.csproj src/AccordWatch.Host/packages.lock.json src/AccordWatch.Host/
RUN dotnet restore src/AccordWatch.Host/AccordWatch.Host.csproj --use-current-runtime -p:AccordWatchPackages=$PACKAGES
COPY config config
COPY src src
RUN dotnet publish src/AccordWatch.Host/AccordWatch.Host.csproj -c Release -o /app --no-restore --use-current-runtime -p:AccordWatchPackages=$PACKAGES

FROM mcr.microsoft.com/dotnet/aspnet:10.0
LABEL org.opencontainers.image.title="AccordWatch" \
      org.opencontainers.image.description="Watches the news for new space accords, keeps a register of them and mails digests"
RUN apt-get update && apt-get install -y --no-install-recommends libsqlite3-0 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app .
RUN mkdir -p /data /config && chown $APP_UID:$APP_UID /data
# A daemon runs long enough to gain by code that is compiled anew with what was seen of it.
ENV ACCORDWATCH_DATA=/data ACCORDWATCH_CONFIG=/config DOTNET_TieredPGO=1
VOLUME /data
USER $APP_UID
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["dotnet", "/app/accordwatch.dll", "health"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["dotnet", "/app/accordwatch.dll"]
CMD ["run"]
