# A static program on a small system with a shell, which CI services ask for:
#   docker run --rm -v "$PWD:/work:ro" pmlint check postmortems
FROM rust:1.91-alpine AS build
RUN apk add --no-cache musl-dev
WORKDIR /source
COPY . .
RUN cargo build --profile dist --locked --bin pmlint

FROM alpine:3.22
# For --changed-since.
RUN apk add --no-cache git
COPY --from=build /source/target/dist/pmlint /usr/local/bin/pmlint
WORKDIR /work
ENTRYPOINT ["pmlint"]
CMD ["check"]
