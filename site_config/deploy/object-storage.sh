#!/bin/sh
# Puts a built site into object storage: sh object-storage.sh site s3://BUCKET --endpoint-url https://ENDPOINT
# Any storage that speaks S3 does (OSS, COS, OBS, MinIO), through the command `aws`, which has the keys.
# In mkdocs.yml set `use_directory_urls: false`, since a storage answers for files and not for folders; in the storage's
# settings name index.html as the home page and 404.html as the error page.
set -eu
site=$1 bucket=$2
shift 2
tail -n +2 "$site/_hosting/upload.tsv" | while IFS="$(printf '\t')" read -r path type cache; do
    aws s3 cp --only-show-errors --no-guess-mime-type --content-type "$type" --cache-control "$cache" "$@" \
        "$site/$path" "$bucket/$path" </dev/null
done
