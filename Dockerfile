# syntax=docker/dockerfile:1
# Builds and runs Interim with the same command as on a laptop. Both images are arguments, so that any
# base with a JDK 25 and any with a JRE 25, bash and useradd will do.
ARG BUILD_IMAGE=eclipse-temurin:25-jdk
ARG RUN_IMAGE=eclipse-temurin:25-jre

FROM ${BUILD_IMAGE} AS build
WORKDIR /build
COPY . .
# The libraries change less often than our own code: they become a layer of their own.
RUN ./mvnw -Dquick package -DskipTests \
    && cp target/interim-*[0-9].jar interim.jar \
    && java -Djarmode=tools -jar interim.jar extract --layers --destination layers

FROM ${RUN_IMAGE}
RUN useradd --system --uid 10001 interim
WORKDIR /app
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/application/ ./
COPY deploy/java.options deploy/aot-cache deploy/health ./
RUN ./aot-cache /app
USER 10001
EXPOSE 8080
# Inside a container the service has an address of its own, so it starts only where it is said who may use it:
# SPRING_PROFILES_ACTIVE=server with keys, or INTERIM_ACCESS_ANONYMOUS=true with the port published to this machine only.
ENV SERVER_ADDRESS=0.0.0.0 INTERIM_SOURCE_ALLOW_LOOPBACK=false
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["/app/health", "liveness"]
# Without the Vector API, which the cache does not go well with: docs/operations.md, Start.
ENTRYPOINT ["java", "@/app/java.options", "-XX:MaxRAMPercentage=75", "-XX:AOTCache=/app/interim.aot", "-jar", "/app/interim.jar"]
