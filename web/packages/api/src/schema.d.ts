// Made from docs/api/openapi.json by ./weft api; never edited by hand.
export interface paths {
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process answers */
        get: operations["get_healthz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Metrics for Prometheus */
        get: operations["get_metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This description */
        get: operations["get_openapi_json"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether it can do its work: 503 and what is wrong when not */
        get: operations["get_readyz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** API keys, newest first */
        get: operations["get_api_keys"];
        put?: never;
        /**
         * Make an API key
         * @description The secret is shown this once and stored only as a hash, which is why the answer is not kept for an Idempotency-Key: the name is the claim, and a second request of it is a conflict. A key that may record sales, by orders.write or imports.write, names the source or the channel it speaks for; one that a key makes speaks for no more than its maker.
         */
        post: operations["post_api_keys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api-keys/{key_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke an API key
         * @description Every server refuses it within five seconds.
         */
        delete: operations["delete_api_keys_by_key_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where we sell or talk */
        get: operations["get_channels"];
        put?: never;
        /** Add a channel */
        post: operations["post_channels"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/channels/{channel}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Rename a channel, or switch it off */
        patch: operations["patch_channels_by_channel"];
        trace?: never;
    };
    "/v1/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Customers by three letters
         * @description Finds people while somebody types: by names, e-mail, telephone, loyalty number, account or the number of an order; by whatever any of their records has ever shown. Each customer once, in the order of what was found. A page may be shorter than its limit while more follow.
         */
        get: operations["get_customers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customer_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A customer with all records
         * @description A customer is every record that shared identifiers join. An id from before a join answers with the present customer.
         */
        get: operations["get_customers_by_customer_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customer_id}/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A customer's orders over all channels, newest first */
        get: operations["get_customers_by_customer_id_orders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customer_id}/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is known of a customer, and who says so
         * @description Every attribute with the value that stands and every value that a source has said, each with its source, its times and how the source came to know it. What the person declared is never overwritten by what a system concludes.
         */
        get: operations["get_customers_by_customer_id_profile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customer_id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All that happened with a customer, newest first
         * @description Every purchase and return of every channel, what sources said of the person, and how records came to be one customer. Needs orders.read too.
         */
        get: operations["get_customers_by_customer_id_timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happens in the shop, as it happens
         * @description Server-sent events. `event` is the topic, `id` a cursor to go on from with Last-Event-ID, `data` an object of key, occurred_at and payload. `?topics=orders.,customer.record_changed` narrows it; a topic ending in a dot stands for all that begin so.
         */
        get: operations["get_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who changed what and when
         * @description Changes made by people and programs, newest first, with the fields that differ.
         */
        get: operations["get_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists imports, newest first */
        get: operations["get_imports"];
        put?: never;
        /**
         * Opens an import: a set of files that are read together
         * @description Put its files, then start it. A document (an order, an invoice) is whole once the set has been read, wherever its rows lie; the same set given again changes nothing.
         */
        post: operations["post_imports"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{import_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows an import: its state, progress and counts
         * @description Follow it by the event connectors.import_changed of /v1/events.
         */
        get: operations["get_imports_by_import_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{import_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends an import; documents already written stay */
        post: operations["post_imports_by_import_id_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{import_id}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Closes the set of files and checks it: says what the import would do, and does nothing
         * @description Everything is read and every document rehearsed. It ends as checked, with counts and rejects; starting it then writes what was read. Unstarted, it is cancelled after 7 days.
         */
        post: operations["post_imports_by_import_id_check"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{import_id}/files/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Adds a file to an import, or replaces the one of that name
         * @description The body is the file itself: CSV in UTF-8 with a header line, plain or packed with gzip or zstd.
         */
        put: operations["put_imports_by_import_id_files_by_name"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{import_id}/files/{name}/rejects.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The rows of a file that did not go in, to be mended in place and imported again
         * @description The file's own columns, then what is wrong with each row. Rows that are right but belong to a document with a wrong row are among them, so that the mended file is whole. The columns weft_* may stay; weft_import must, since it says where the rest of a row's document is.
         */
        get: operations["get_imports_by_import_id_files_by_name_rejects_csv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{import_id}/rejects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists every fault of every row that did not go in, by file and line */
        get: operations["get_imports_by_import_id_rejects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{import_id}/rejects.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same as a CSV file to download */
        get: operations["get_imports_by_import_id_rejects_csv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{import_id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Closes the set of files and starts reading */
        post: operations["post_imports_by_import_id_start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/insights/benchmarks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What others published about retailers, each beside our own figure
         * @description Where no figure of our own can be reckoned, `not_measured` says why.
         */
        get: operations["get_insights_benchmarks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/insights/benchmarks/{benchmark}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Give a benchmark another figure, source or year */
        put: operations["put_insights_benchmarks_by_benchmark"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/insights/channel-mix": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who bought in which channels, what an order is worth there, and who came back
         * @description mix.2: customer = records joined by identifier; mix = origin channels bought through in the window; value = sum of order lines, gross of returns; retention as retention.2; windows half-open, business days of the place.
         */
        get: operations["get_insights_channel_mix"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/insights/clv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a customer was worth so far, by the channels they bought through
         * @description clv.1: historic; orders in the window less what came back or was called off in it, per customer, by the mix of the window; the interval is 1.96 standard errors to each side of the average.
         */
        get: operations["get_insights_clv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/insights/cross-channel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many bought through more than one channel within twelve months, and where that is going
         * @description cross-channel.1: of the customers with an order in the twelve months that end with a month, those who bought through two channels or more; the slope is least squares over the last complete months, twelve at most.
         */
        get: operations["get_insights_cross_channel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/insights/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who came back: over rolling twelve months, in the next calendar year, and month by month
         * @description retention.2: rolling = of customers whose first order lies in the window, by the mix of their days 0-89, those with an order in days 90-454; calendar = of the customers of a year, by the mix of that year, those with an order in the next; cohorts = by month of the first order, those with an order in each month after.
         */
        get: operations["get_insights_retention"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/insights/returns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What came back, by the channel of its sale and by the channel that took it
         * @description returns.1: of the order lines sold in the window, those that came back until now, by the channel of their sale (lines, units, value, orders); cancellations apart. Taken back = lines that came back in the window, by the channel that took them.
         */
        get: operations["get_insights_returns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/insights/rfm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Fifths of the customers by how lately, how often and for how much they bought
         * @description rfm.1: customers with an order of some value in the window; recency = days from the last such order to the end of the window, frequency = such orders, monetary = their value net of what came back or was called off in the window (gross: before); fifths by rank, 5 best, of equals the smaller source id ranks lower.
         */
        get: operations["get_insights_rfm"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/insights/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The whole record at a glance, in numbers and in words
         * @description Of one currency: the one asked for, or the one with the most orders. The others are named.
         */
        get: operations["get_insights_summary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/insights/targets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What we want to reach by when, each beside our figure of today */
        get: operations["get_insights_targets"];
        put?: never;
        /**
         * Set a target
         * @description Of all channels together: a target for one channel's revenue is refused, with the reason.
         */
        post: operations["post_insights_targets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/insights/targets/{target_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change a target */
        put: operations["put_insights_targets_by_target_id"];
        post?: never;
        /** Remove a target */
        delete: operations["delete_insights_targets_by_target_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Background work, newest first */
        get: operations["get_jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One job and how far it is */
        get: operations["get_jobs_by_job_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for the end of a job
         * @description The worker stops between two slices of some second; until then the job still shows as running.
         */
        post: operations["post_jobs_by_job_id_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take up a job again that failed or was cancelled
         * @description It goes on where its last slice left it. One whose work was given up at its end (an import) is begun anew where it began.
         */
        post: operations["post_jobs_by_job_id_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/legal-entities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The companies that sell */
        get: operations["get_legal_entities"];
        put?: never;
        /** Add a company */
        post: operations["post_legal_entities"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/locations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where stock lies or orders are taken */
        get: operations["get_locations"];
        put?: never;
        /** Add a location */
        post: operations["post_locations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/locations/{location_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A location */
        get: operations["get_locations_by_location_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a location */
        patch: operations["patch_locations_by_location_id"];
        trace?: never;
    };
    "/v1/locations/{location_id}/footfall": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many people came in, by hour */
        get: operations["get_locations_by_location_id_footfall"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/locations/{location_id}/hours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** When a location is open: a week, and exceptions by date */
        get: operations["get_locations_by_location_id_hours"];
        /**
         * Give a location its opening hours
         * @description A week and its exceptions, whole. Hours are told in the location's zone; hours that close earlier than they open run over midnight.
         */
        put: operations["put_locations_by_location_id_hours"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/locations/{location_id}/open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether a location is open at a moment, and when it opens next */
        get: operations["get_locations_by_location_id_open"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mappings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the mappings that files can be imported with */
        get: operations["get_mappings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mappings/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Proposes a mapping for a file by its first rows, or draws the mapping that choices come to
         * @description Says delimiter, decimal sign, types, forms of dates and what each column seems to be, with how sure that is and the values seen. Keeps nothing.
         */
        post: operations["post_mappings_draft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mappings/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows a mapping file */
        get: operations["get_mappings_by_name"];
        /** Saves a mapping file under a name, so that files can be imported with it */
        put: operations["put_mappings_by_name"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mappings/{name}/mapping.toml": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A mapping file to download */
        get: operations["get_mappings_by_name_mapping_toml"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{order_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An order with its lines, returns and tenders */
        get: operations["get_orders_by_order_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/records/{record_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One source's view of a person
         * @description Answered from memory where it can be; at most a second behind what was written.
         */
        get: operations["get_records_by_record_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/records/{record_id}/attributes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * State attributes of a person
         * @description Adds what a source says to what the others say; nothing is overwritten, and saying it again changes nothing but the time it was last said. Answers with the profile of the customer whom the record belongs to. Written to history.
         */
        patch: operations["patch_records_by_record_id_attributes"];
        trace?: never;
    };
    "/v1/sales": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record a sale, a return, or both
         * @description One document of a source, whole. (source, number) is its permanent claim: sending it again changes nothing, sending other content replaces it as a whole unless its as_of is older. Every order line says where it was ordered and where it is fulfilled, every return line where it came back; a key tags with its own channel and source alone, and changes nothing that stands for another channel.
         */
        post: operations["post_sales"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in */
        get: operations["get_session"];
        /**
         * Sign in
         * @description Sets the cookie weft_session. After five failures in a row an account, and after thirty an address, must wait: 30 s at first, twice as long each time.
         */
        put: operations["put_session"];
        post?: never;
        /** Sign out */
        delete: operations["delete_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shifts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who works when, by start */
        get: operations["get_shifts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who works here */
        get: operations["get_staff"];
        put?: never;
        /** Add a member of staff, who can sign in at once */
        post: operations["post_staff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff/{staff_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a member of staff */
        patch: operations["patch_staff_by_staff_id"];
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Address: {
            /** @description Street and number, and what else stands above the city. */
            lines: string[];
            city?: string | null;
            postcode?: string | null;
            region?: string | null;
        };
        Attribute: {
            name: string;
            /** @description What stands: the most trusted provenance, in it what was said last. The parts of an address come from one source's word alone, those of a name from one record. Left out where nothing stands. */
            value?: string | null;
            /** @description Another source says something else now. */
            contradicted: boolean;
            /** @description The one that stands first, then what else is current, then history; each newest first. */
            values: components["schemas"]["AttributeValue"][];
        };
        AttributeValue: {
            /** @description Empty where the source took back what it had said. */
            value: string;
            /** @description It stands for the person. */
            wins: boolean;
            /** @description What this source says of it now, in this way; false = what it said before. */
            current: boolean;
            record_id: string;
            source: string;
            /** @description declared by the person; recorded by a system that does not say who said it; observed from what the person did; inferred from other things. In this order of trust. */
            provenance: components["schemas"]["Provenance"];
            /**
             * Format: date-time
             * @description When the source first said it.
             */
            said_first_at: string;
            /**
             * Format: date-time
             * @description When the source last said it; the age of what is known.
             */
            said_last_at: string;
            /**
             * Format: date-time
             * @description When Weft first heard of it.
             */
            received_at: string;
        };
        /** @enum {string} */
        Basis: "net" | "gross";
        Benchmark: {
            benchmark: string;
            statement: string;
            /** Format: int64 */
            low_bps: number;
            /** Format: int64 */
            high_bps: number;
            source: string;
            /** Format: int64 */
            year: number;
            /** Format: int64 */
            version: number;
        };
        BenchmarkRow: {
            benchmark: string;
            statement: string;
            /** Format: int64 */
            low_bps: number;
            /** Format: int64 */
            high_bps: number;
            source: string;
            /** Format: int64 */
            year: number;
            /** Format: int64 */
            version: number;
            ours?: components["schemas"]["Figure"] | null;
            /** @description Why there is no figure of our own. */
            not_measured?: string | null;
        };
        BenchmarksAnswer: {
            /** Format: date-time */
            generated_at: string;
            currency?: string | null;
            items: components["schemas"]["BenchmarkRow"][];
        };
        Channel: {
            /** @description The code that stands on every fact; it never changes. */
            channel: string;
            name: string;
            kind: components["schemas"]["KindOfChannel"];
            active: boolean;
            /** Format: int64 */
            version: number;
        };
        ChannelMix: {
            /** Format: date */
            from?: string | null;
            /** Format: date */
            to?: string | null;
            currency?: string | null;
            /** Format: date-time */
            generated_at: string;
            definition: string;
            /** Format: int64 */
            customers: number;
            /** Format: int64 */
            customers_two_or_more_channels: number;
            /** Format: int64 */
            orders: number;
            /** Format: int64 */
            amount_minor: number;
            /** Format: int64 */
            returned_minor: number;
            /** Format: int64 */
            average_order_minor: number;
            /** Format: int64 */
            anonymous_orders: number;
            /** Format: int64 */
            anonymous_amount_minor: number;
            mixes: components["schemas"]["MixRow"][];
            months: components["schemas"]["MonthRow"][];
        };
        ChannelPage: {
            items: components["schemas"]["Channel"][];
            /** @description Ask for the next page with it; absent on the last. */
            next_cursor?: string | null;
        };
        Cohort: {
            month: string;
            /** Format: int64 */
            customers: number;
            bought: number[];
            last_open: boolean;
        };
        CrossChannelAnswer: {
            /** Format: date */
            from?: string | null;
            /** Format: date */
            to?: string | null;
            currency?: string | null;
            /** Format: date-time */
            generated_at: string;
            definition: string;
            points: components["schemas"]["CrossChannelPoint"][];
            /** Format: int64 */
            slope_milli_bps?: number | null;
            /** Format: int64 */
            slope_points: number;
            direction?: string | null;
        };
        CrossChannelPoint: {
            month: string;
            /** Format: int64 */
            customers: number;
            /** Format: int64 */
            cross: number;
            /** Format: int64 */
            rate_bps: number;
            complete: boolean;
        };
        Customer: {
            /** @description The present id; an id from before two customers joined leads here too. */
            customer_id: string;
            /** @description One source's view of the person each, oldest id first. */
            records: components["schemas"]["Record"][];
            /** @description Why the records are one person, by time. */
            joins: components["schemas"]["RecordJoin"][];
        };
        CustomerSummary: {
            customer_id: string;
            /** @description What fits: the account's id at its source, a loyalty number, an e-mail, a name, a telephone, or the number of an order or return. */
            found_by: components["schemas"]["FoundBy"];
            /** @description What to call the person; empty where no source says. */
            name: string;
            /** @description All that the records show, by alphabet. */
            emails: string[];
            /** @description What stands first, then what other sources say now. */
            phones: string[];
            loyalty_numbers: string[];
            birth_date?: string | null;
            city?: string | null;
            country?: string | null;
            /** @description The systems that know the person, by alphabet. */
            sources: string[];
            /**
             * Format: int64
             * @description How many views of the person are joined.
             */
            records: number;
        };
        CustomerSummaryPage: {
            items: components["schemas"]["CustomerSummary"][];
            /** @description Ask for the next page with it; absent on the last. */
            next_cursor?: string | null;
        };
        Draft: {
            choices: components["schemas"]["DraftChoices"];
            evidence: components["schemas"]["DraftEvidence"][];
            rows: string[][];
            /** Format: int64 */
            rows_looked_at: number;
            questions: string[];
            doubts: string[];
        };
        DraftChoices: {
            title: string;
            source: string;
            target: string;
            delimiter: string;
            decimal: string;
            zone: string;
            currency: string;
            channel: string;
            location: string;
            negative_returns: boolean;
            places: components["schemas"]["DraftPlace"][];
            columns: components["schemas"]["DraftColumn"][];
        };
        DraftColumn: {
            name: string;
            becomes: string;
            type: string;
            format: string;
        };
        DraftEvidence: {
            /** Format: int64 */
            sure_percent: number;
            samples: string[];
            /** Format: int64 */
            empty: number;
            doubt?: string | null;
        };
        DraftPlace: {
            of: string;
            value: string;
            code: string;
        };
        DraftView: {
            draft: components["schemas"]["Draft"];
            /** @description the mapping file that the choices come to */
            toml: string;
            /** @description what it still lacks; empty = it can be saved and used */
            faults: components["schemas"]["MappingFault"][];
        };
        /** @enum {string} */
        EntryKind: "order" | "returned" | "attributes" | "joined";
        Figure: {
            /** Format: int64 */
            value_bps?: number | null;
            /** Format: int64 */
            value_minor?: number | null;
            currency?: string | null;
            /**
             * Format: int64
             * @description Over how many customers; of return_rate, order lines.
             */
            counted: number;
            /** @description False: what it is reckoned from is not recorded to its end yet. */
            complete: boolean;
            definition: string;
        };
        Footfall: {
            location_id: string;
            /**
             * Format: date-time
             * @description When the hour begins.
             */
            hour_at: string;
            /** Format: int64 */
            visitors: number;
            source: string;
        };
        FootfallPage: {
            items: components["schemas"]["Footfall"][];
            /** @description Ask for the next page with it; absent on the last. */
            next_cursor?: string | null;
        };
        /** @enum {string} */
        FoundBy: "account" | "loyalty" | "email" | "name" | "phone" | "order";
        HealthAnswer: {
            status: string;
            version: string;
        };
        HistoryChange: {
            change_id: string;
            /** Format: date-time */
            at: string;
            /** @description Who did it: stf_.., key_.. or system. */
            principal: string;
            /** @description Their name at the time. */
            display_name: string;
            action: string;
            subject_kind: string;
            subject_id: string;
            /** @description The fields that differ, as they were; left out when the thing was made. */
            before?: unknown;
            /** @description The fields that differ, as they became; left out when the thing was removed. */
            after?: unknown;
        };
        HistoryChangePage: {
            items: components["schemas"]["HistoryChange"][];
            /** @description Ask for the next page with it; absent on the last. */
            next_cursor?: string | null;
        };
        /** @enum {string} */
        IdentifierKind: "loyalty" | "email";
        Import: {
            import_id: string;
            mapping: string;
            source: string;
            state: components["schemas"]["ImportState"];
            files: components["schemas"]["ImportFile"][];
            /** Format: date-time */
            as_of?: string | null;
            created_by: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            started_at?: string | null;
            /** Format: date-time */
            finished_at?: string | null;
            progress: components["schemas"]["ImportProgress"];
            counts: components["schemas"]["ImportCounts"];
            last_error?: string | null;
            job_id?: string | null;
        };
        ImportCounts: {
            /** Format: int64 */
            rows_read: number;
            /** Format: int64 */
            rows_rejected: number;
            /** Format: int64 */
            rows_held: number;
            /** Format: int64 */
            rows_skipped: number;
            /** Format: int64 */
            orders_new: number;
            /** Format: int64 */
            orders_changed: number;
            /** Format: int64 */
            orders_unchanged: number;
            /** Format: int64 */
            orders_older: number;
            /** Format: int64 */
            returns_new: number;
            /** Format: int64 */
            returns_changed: number;
            /** Format: int64 */
            returns_unchanged: number;
            /** Format: int64 */
            returns_older: number;
            /** Format: int64 */
            order_lines: number;
            /** Format: int64 */
            return_lines: number;
            /** Format: int64 */
            lines_kept: number;
            /** Format: int64 */
            lines_cancelled: number;
            /** Format: int64 */
            entries_new: number;
            /** Format: int64 */
            entries_changed: number;
            /** Format: int64 */
            entries_unchanged: number;
            /** Format: int64 */
            entries_older: number;
            /** Format: int64 */
            records: number;
        };
        ImportFile: {
            name: string;
            /** Format: int64 */
            bytes: number;
            /** Format: int64 */
            rows_rejected: number;
        };
        ImportPage: {
            items: components["schemas"]["Import"][];
            next_cursor?: string | null;
        };
        ImportProgress: {
            phase: string;
            /** Format: int64 */
            done: number;
            /** Format: int64 */
            total?: number | null;
            /** Format: int64 */
            rate_per_s: number;
            /** Format: int64 */
            eta_seconds?: number | null;
        };
        /** @enum {string} */
        ImportState: "waiting_for_files" | "queued" | "reading" | "checking" | "checked" | "writing" | "done" | "failed" | "cancelled";
        JobView: {
            job_id: string;
            queue: string;
            kind: string;
            state: components["schemas"]["State"];
            progress: components["schemas"]["Progress"];
            /** Format: int32 */
            attempts: number;
            cancel_requested: boolean;
            last_error?: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            run_at: string;
            /** Format: date-time */
            started_at?: string | null;
            /** Format: date-time */
            finished_at?: string | null;
            can_retry: boolean;
        };
        JobViewPage: {
            items: components["schemas"]["JobView"][];
            /** @description Ask for the next page with it; absent on the last. */
            next_cursor?: string | null;
        };
        KeyMade: {
            key_id: string;
            name: string;
            scopes: string[];
            source?: string | null;
            channel?: string | null;
            /** Format: date-time */
            created_at: string;
            /** @description For `Authorization: Bearer`; shown this once. */
            secret: string;
        };
        KeyMakeRequest: {
            /** @description What it is for; unique among keys that are not revoked, so that asking twice does not make two. */
            name: string;
            /** @description What it may do; none that its maker may not. */
            scopes: string[];
            /** @description The source system it speaks for: it records nothing of another. */
            source?: string | null;
            /** @description The channel it speaks for: it tags nothing with another, and changes nothing told for another. */
            channel?: string | null;
        };
        KeyView: {
            key_id: string;
            name: string;
            scopes: string[];
            source?: string | null;
            channel?: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            last_used_at?: string | null;
            /** Format: date-time */
            revoked_at?: string | null;
        };
        KeyViewPage: {
            items: components["schemas"]["KeyView"][];
            /** @description Ask for the next page with it; absent on the last. */
            next_cursor?: string | null;
        };
        /** @enum {string} */
        KindOfChannel: "web" | "store" | "app" | "phone" | "market" | "chat";
        /** @enum {string} */
        KindOfLocation: "store" | "warehouse" | "online" | "call_centre";
        LegalEntity: {
            legal_entity_id: string;
            name: string;
            country?: string | null;
            /** Format: int64 */
            version: number;
        };
        LegalEntityPage: {
            items: components["schemas"]["LegalEntity"][];
            /** @description Ask for the next page with it; absent on the last. */
            next_cursor?: string | null;
        };
        LifetimeAnswer: {
            /** Format: date */
            from?: string | null;
            /** Format: date */
            to?: string | null;
            currency?: string | null;
            /** Format: date-time */
            generated_at: string;
            definition: string;
            all: components["schemas"]["LifetimeRow"];
            one_channel: components["schemas"]["LifetimeRow"];
            several_channels: components["schemas"]["LifetimeRow"];
            mixes: components["schemas"]["LifetimeRow"][];
        };
        LifetimeRow: {
            mix: string[];
            /** Format: int64 */
            customers: number;
            /** Format: int64 */
            orders: number;
            /** Format: int64 */
            amount_minor: number;
            /** Format: int64 */
            returned_minor: number;
            /** Format: int64 */
            average_minor: number;
            /** Format: int64 */
            median_minor: number;
            /** Format: int64 */
            low_minor?: number | null;
            /** Format: int64 */
            high_minor?: number | null;
        };
        Location: {
            location_id: string;
            code: string;
            name: string;
            kind: components["schemas"]["KindOfLocation"];
            /** @description Its IANA time zone; the business day is a day of it. */
            zone: string;
            country?: string | null;
            legal_entity_id?: string | null;
            address: components["schemas"]["Address"];
            point?: components["schemas"]["Point"] | null;
            active: boolean;
            /** Format: int64 */
            version: number;
        };
        LocationHours: {
            week: components["schemas"]["OpenWeek"];
            exceptions: components["schemas"]["OpeningException"][];
            location_id: string;
            /** @description The zone in which the hours are told: the location's. */
            zone: string;
            /** @description The week in short: Mo-Fr 09:00-18:00. */
            in_words: string;
            /**
             * Format: int64
             * @description 0 = nobody gave hours yet.
             */
            version: number;
        };
        LocationPage: {
            items: components["schemas"]["Location"][];
            /** @description Ask for the next page with it; absent on the last. */
            next_cursor?: string | null;
        };
        MappingFault: {
            place: string;
            detail: string;
        };
        MappingPart: {
            name?: string | null;
            target: string;
            columns: string[];
        };
        MappingSummary: {
            name: string;
            title: string;
            source: string;
            channel: string;
            saved: boolean;
            parts: components["schemas"]["MappingPart"][];
        };
        MappingView: {
            name: string;
            toml: string;
        };
        Mappings: {
            items: components["schemas"]["MappingSummary"][];
        };
        /** @enum {string} */
        Measure: "cross_channel_rate" | "retention_12m" | "lifetime_value" | "return_rate" | "channel_revenue";
        MixRow: {
            mix: string[];
            /** Format: int64 */
            customers: number;
            /** Format: int64 */
            share_bps: number;
            /** Format: int64 */
            orders: number;
            /** Format: int64 */
            amount_minor: number;
            /** Format: int64 */
            returned_minor: number;
            /** Format: int64 */
            average_order_minor: number;
            /** Format: int64 */
            orders_per_customer_milli: number;
            retention: components["schemas"]["Retention"];
        };
        MonthRow: {
            month: string;
            /** Format: int64 */
            customers: number;
            /** Format: int64 */
            orders: number;
            /** Format: int64 */
            amount_minor: number;
            complete: boolean;
        };
        NewChannel: {
            /** @description a code of small letters, digits, dots, hyphens and underscores */
            channel: string;
            name: string;
            kind: components["schemas"]["KindOfChannel"];
        };
        NewDraft: {
            file_name: string;
            /** @description the first part of the file as text, such as its first 200 KB */
            beginning: string;
            /** @description how it is to be read; without them Weft proposes it */
            choices?: components["schemas"]["DraftChoices"] | null;
        };
        NewImport: {
            /** @description the name of a mapping, such as "orders" */
            mapping: string;
            /**
             * Format: date-time
             * @description what moment the files speak for; an older set never replaces what a newer one said. Default: now
             */
            as_of?: string | null;
        };
        NewLegalEntity: {
            name: string;
            /** @description a country as two capital letters */
            country?: string | null;
        };
        NewLocation: {
            /** @description a code of letters, digits, dots, hyphens and underscores */
            code: string;
            name: string;
            kind: components["schemas"]["KindOfLocation"];
            zone: string;
            /** @description a country as two capital letters */
            country?: string | null;
            legal_entity_id?: string | null;
            address?: components["schemas"]["Address"] | null;
            point?: components["schemas"]["Point"] | null;
        };
        NewStaff: {
            /** @description an e-mail address */
            email: string;
            display_name: string;
            role: components["schemas"]["Role"];
            /** @description Where the role holds; left out = at the whole company. */
            location_ids?: string[] | null;
            /** @description At least 10 characters, and not one that is easy to guess. */
            password: string;
        };
        NewTarget: {
            /** @description channel_revenue is always refused, and the reason given. */
            measure: components["schemas"]["Measure"];
            /** @description Always refused: a target is of all channels together. */
            channel?: string | null;
            /**
             * Format: int64
             * @description In 1/100 %; of every measure but lifetime_value.
             */
            value_bps?: number | null;
            /**
             * Format: int64
             * @description Of lifetime_value, which needs a currency too.
             */
            value_minor?: number | null;
            /** @description Of which sales; default: those in the currency with the most orders. */
            currency?: string | null;
            /**
             * Format: date
             * @description The day by which it shall be reached.
             */
            by_on: string;
            note?: string | null;
        };
        OpenHours: {
            /** @description a time of day such as 09:30 */
            opens: string;
            /** @description Not open any more at this minute. Earlier than opens = on the next day, which begins closed. */
            closes: string;
        };
        OpenState: {
            open: boolean;
            /** Format: date-time */
            opened_at?: string | null;
            /**
             * Format: date-time
             * @description Of the hours it is open in; left out when it is closed.
             */
            closes_at?: string | null;
            /**
             * Format: date-time
             * @description When it opens the next time; left out when it does not within 400 days.
             */
            next_opens_at?: string | null;
            /** Format: date-time */
            next_closes_at?: string | null;
        };
        OpenWeek: {
            monday: components["schemas"]["OpenHours"][];
            tuesday: components["schemas"]["OpenHours"][];
            wednesday: components["schemas"]["OpenHours"][];
            thursday: components["schemas"]["OpenHours"][];
            friday: components["schemas"]["OpenHours"][];
            saturday: components["schemas"]["OpenHours"][];
            sunday: components["schemas"]["OpenHours"][];
        };
        OpeningException: {
            /** Format: date */
            on: string;
            name: string;
            /** @description What stands instead of the weekday's; none = closed. */
            hours: components["schemas"]["OpenHours"][];
        };
        Order: {
            order_id: string;
            /** @description The record the order hangs on; it stays there whatever customers join. */
            record_id: string;
            /** @description Whose order it is now. */
            customer_id: string;
            source: string;
            number: string;
            /**
             * Format: date-time
             * @description When it was sold.
             */
            event_at: string;
            /**
             * Format: date-time
             * @description When Weft was told.
             */
            received_at: string;
            /**
             * Format: date
             * @description The day of it where it was ordered.
             */
            business_on: string;
            origin_channel: string;
            origin_location: string;
            currency: string;
            /**
             * Format: int64
             * @description The sum of the lines whose amount is known, gross of what came back.
             */
            amount_minor: number;
            /** Format: int64 */
            tax_minor: number;
            /** Format: int64 */
            shipping_minor: number;
            /** @description included or added; left out where the source does not say. */
            tax_policy?: string | null;
            lines: components["schemas"]["OrderLine"][];
            /** @description What came back of it. */
            return_lines: components["schemas"]["ReturnLine"][];
            tenders: components["schemas"]["Tender"][];
        };
        OrderLine: {
            /** Format: int32 */
            line_no: number;
            sku: string;
            description: string;
            /**
             * Format: int64
             * @description Left out where the source does not know.
             */
            quantity_units?: number | null;
            /**
             * Format: int64
             * @description Left out where the source gave an amount only.
             */
            unit_price_minor?: number | null;
            /** Format: int64 */
            discount_minor: number;
            /**
             * Format: int64
             * @description Left out where the source does not know.
             */
            amount_minor?: number | null;
            /** Format: int64 */
            tax_minor?: number | null;
            /** Format: int64 */
            shipping_minor?: number | null;
            origin_channel: string;
            /** @description Where it was ordered: the id of the location. */
            origin_location: string;
            fulfilment_channel: string;
            /** @description Where it is fulfilled: the id of the location. */
            fulfilment_location: string;
            /**
             * Format: date-time
             * @description The newest telling of the order has this line no more; this is as of when it was told last. Left out of a line that is told.
             */
            last_told_at?: string | null;
        };
        OrderSummary: {
            order_id: string;
            record_id: string;
            source: string;
            number: string;
            /** Format: date-time */
            event_at: string;
            currency: string;
            /** Format: int64 */
            amount_minor: number;
            /** Format: int32 */
            line_count: number;
            origin_channels: string[];
        };
        OrderSummaryPage: {
            items: components["schemas"]["OrderSummary"][];
            /** @description Ask for the next page with it; absent on the last. */
            next_cursor?: string | null;
        };
        OrderTags: {
            /** @description Where it was ordered: a channel's code. */
            origin_channel: string;
            /** @description The code of the location where it was ordered. */
            origin_location: string;
            /** @description The channel that hands the goods over. */
            fulfilment_channel: string;
            /** @description The code of the location that hands the goods over. */
            fulfilment_location: string;
        };
        Point: {
            /**
             * Format: double
             * @description Degrees north, -90 to 90.
             */
            latitude: number;
            /**
             * Format: double
             * @description Degrees east, -180 to 180.
             */
            longitude: number;
        };
        /** @description Why the request was refused (RFC 9457). Some reasons add members of their own. */
        Problem: {
            /** @description A URN made from the reason. */
            type: string;
            /** @description One sentence, the same for every case of this reason. */
            title: string;
            status: number;
            /** @description This one case, in words. */
            detail?: string;
            /** @description The stable dotted reason; clients branch on it. */
            reason: string;
            /** @description Quote it when you ask for help. */
            request_id?: string;
            errors?: {
                /** @description JSON pointer into the body, `?name`, `{name}` or `name:` for a header. */
                pointer: string;
                /** @description Such as json.missing. */
                reason: string;
                /** @description What is wrong, in words. */
                detail?: string;
            }[];
            retry_after_seconds?: number;
        };
        Profile: {
            /** @description The present id; an id from before two customers joined leads here too. */
            customer_id: string;
            /** @description What to call the person; empty where no source says. */
            name: string;
            /** @description In the order of the vocabulary (name, salutation, given_name, family_name, birth_date, gender, company, email, phone, street, house_number, city, postcode, region, country, language), then free names by alphabet. */
            attributes: components["schemas"]["Attribute"][];
        };
        Progress: {
            phase: string;
            /** Format: int64 */
            done: number;
            /** Format: int64 */
            total?: number | null;
            /** Format: double */
            rate_per_s: number;
            /** Format: int64 */
            eta_seconds?: number | null;
        };
        /** @enum {string} */
        Provenance: "declared" | "recorded" | "observed" | "inferred";
        Qualification: {
            name: string;
            /** Format: date */
            valid_from: string;
            /**
             * Format: date
             * @description Its last day; left out = without end.
             */
            valid_until?: string | null;
        };
        RecencyRow: {
            /** Format: int64 */
            score: number;
            /** Format: int64 */
            customers: number;
            /** Format: int64 */
            days_min: number;
            /** Format: int64 */
            days_max: number;
            by_frequency: number[];
            by_frequency_minor: number[];
            /** Format: int64 */
            amount_minor: number;
        };
        Record: {
            record_id: string;
            /** @description The person: every record that evidence joins to this one has the same. */
            customer_id: string;
            source: string;
            /** @description The account at the source; left out where there is none. */
            source_id?: string | null;
            /** @description Bought without an account. */
            guest: boolean;
            /** @description An account, a loyalty number or an e-mail says who it is. */
            identified: boolean;
            name: string;
            country: string;
            /** @description In the form they are compared in. */
            identifiers: components["schemas"]["RecordIdentifier"][];
            /**
             * Format: date-time
             * @description The earliest event that named this record.
             */
            seen_at: string;
            /**
             * Format: date-time
             * @description When Weft first heard of it.
             */
            received_at: string;
        };
        RecordIdentifier: {
            kind: components["schemas"]["IdentifierKind"];
            value: string;
        };
        RecordJoin: {
            /** @description The record that showed the identifier first. */
            record_a: string;
            /** @description The record that showed it too. */
            record_b: string;
            kind: components["schemas"]["IdentifierKind"];
            value: string;
            /** @description False where the customer has no room for more records; record_b then is somebody else's. */
            joined: boolean;
            /**
             * Format: date-time
             * @description When Weft saw it.
             */
            at: string;
        };
        RecordedSale: {
            /** @description recorded, unchanged (a replay), replaced, or older (what is recorded is newer and stands). */
            state: components["schemas"]["SaleState"];
            /** @description If the document has order lines. */
            order_id?: string | null;
            /** @description If it has return lines. */
            return_id?: string | null;
            record_id: string;
            customer_id: string;
        };
        Reject: {
            file: string;
            /** Format: int64 */
            line: number;
            column?: string | null;
            reason: string;
            value?: string | null;
            detail: string;
        };
        RejectPage: {
            items: components["schemas"]["Reject"][];
            next_cursor?: string | null;
        };
        Retention: {
            /** Format: int64 */
            eligible: number;
            /** Format: int64 */
            retained: number;
            /** Format: int64 */
            rate_bps?: number | null;
            complete: boolean;
            /** Format: int64 */
            observed_days: number;
        };
        RetentionAnswer: {
            /** Format: date */
            from?: string | null;
            /** Format: date */
            to?: string | null;
            currency?: string | null;
            /** Format: date-time */
            generated_at: string;
            definition: string;
            all: components["schemas"]["Retention"];
            one_channel: components["schemas"]["Retention"];
            several_channels: components["schemas"]["Retention"];
            rolling: components["schemas"]["RollingRetention"][];
            calendar: components["schemas"]["YearRetention"][];
            cohorts: components["schemas"]["Cohort"][];
        };
        ReturnLine: {
            return_id: string;
            /** Format: int32 */
            line_no: number;
            /** @description return, cancellation or adjustment; an adjustment of stock is no customer's return. */
            kind: string;
            /** Format: date-time */
            event_at: string;
            sku: string;
            description: string;
            /** Format: int64 */
            quantity_units?: number | null;
            /**
             * Format: int64
             * @description Positive; it counts against the order.
             */
            amount_minor?: number | null;
            return_channel: string;
            return_location: string;
        };
        ReturnTags: {
            return_channel: string;
            return_location: string;
        };
        ReturnsAnswer: {
            /** Format: date */
            from?: string | null;
            /** Format: date */
            to?: string | null;
            currency?: string | null;
            /** Format: date-time */
            generated_at: string;
            definition: string;
            all: components["schemas"]["SoldRow"];
            sold: components["schemas"]["SoldRow"][];
            taken_back: components["schemas"]["TakenBackRow"][];
        };
        RfmAnswer: {
            /** Format: date */
            from?: string | null;
            /** Format: date */
            to?: string | null;
            currency?: string | null;
            /** Format: date-time */
            generated_at: string;
            definition: string;
            basis: string;
            /** Format: int64 */
            customers: number;
            recency: components["schemas"]["RecencyRow"][];
            frequency: components["schemas"]["ScoreRow"][];
            monetary: components["schemas"]["ValueRow"][];
            mixes: components["schemas"]["RfmMixRow"][];
        };
        RfmMixRow: {
            mix: string[];
            /** Format: int64 */
            customers: number;
            /** Format: int64 */
            recency_milli: number;
            /** Format: int64 */
            frequency_milli: number;
            /** Format: int64 */
            monetary_milli: number;
            /** Format: int64 */
            best: number;
        };
        /** @enum {string} */
        Role: "director" | "admin" | "merchandiser" | "manager" | "associate" | "agent" | "marketer" | "analyst";
        RollingRetention: {
            mix: string[];
            retention: components["schemas"]["Retention"];
        };
        Sale: {
            /** @description The system that made the document. */
            source: string;
            /** @description Its number there: with the source, its permanent claim. */
            number: string;
            /**
             * Format: date-time
             * @description When it was sold.
             */
            event_at: string;
            /**
             * Format: date-time
             * @description The moment of the source this content speaks for; now when left out. Older content never replaces newer.
             */
            as_of?: string | null;
            currency: string;
            /** @description Who bought; left out = nobody known. */
            customer?: components["schemas"]["SaleCustomer"] | null;
            /** @description Of every line that has none of its own. */
            tags?: components["schemas"]["OrderTags"] | null;
            /** @description Whether amounts hold their tax (included) or it comes on top (added). */
            tax_policy?: components["schemas"]["TaxPolicy"] | null;
            lines?: components["schemas"]["SaleLine"][] | null;
            return_tags?: components["schemas"]["ReturnTags"] | null;
            /** @description The number of the order that came back, if it is known. */
            returns_number?: string | null;
            return_lines?: components["schemas"]["SaleReturnLine"][] | null;
            tenders?: components["schemas"]["SaleTender"][] | null;
        };
        SaleCustomer: {
            /** @description The account at the source. Without one, the first loyalty number, else the first e-mail says who it is. */
            source_id?: string | null;
            identifiers?: components["schemas"]["SaleIdentifier"][] | null;
            name?: string | null;
            country?: string | null;
        };
        SaleIdentifier: {
            kind: components["schemas"]["IdentifierKind"];
            value: string;
        };
        SaleLine: {
            sku: string;
            description?: string | null;
            /** Format: int64 */
            quantity_units: number;
            /**
             * Format: int64
             * @description Needed unless amount_minor is given.
             */
            unit_price_minor?: number | null;
            /** Format: int64 */
            discount_minor?: number | null;
            /**
             * Format: int64
             * @description Must be quantity_units times unit_price_minor less discount_minor where those are given.
             */
            amount_minor?: number | null;
            /**
             * Format: int64
             * @description Of the whole line; tax_policy says whether the amount holds it.
             */
            tax_minor?: number | null;
            /**
             * Format: int64
             * @description What the line's delivery cost the customer; not in the amount.
             */
            shipping_minor?: number | null;
            /** @description Where this line differs from the document's. */
            tags?: components["schemas"]["OrderTags"] | null;
        };
        SaleReturnLine: {
            /** @description return: a customer brought it back; cancellation: the sale was called off; adjustment: stock put right. */
            kind: string;
            sku: string;
            description?: string | null;
            /**
             * Format: int64
             * @description Positive: how many came back.
             */
            quantity_units: number;
            /** Format: int64 */
            unit_price_minor?: number | null;
            /** Format: int64 */
            discount_minor?: number | null;
            /**
             * Format: int64
             * @description Positive: what they were worth.
             */
            amount_minor?: number | null;
            /** Format: int64 */
            tax_minor?: number | null;
            /** Format: int64 */
            shipping_minor?: number | null;
            tags?: components["schemas"]["ReturnTags"] | null;
        };
        /** @enum {string} */
        SaleState: "recorded" | "unchanged" | "replaced" | "older" | "refused";
        SaleTender: {
            /** @description cash, card, voucher, ... in the source's words. */
            kind: string;
            /**
             * Format: int64
             * @description Negative where money went back.
             */
            amount_minor: number;
            reference?: string | null;
        };
        ScoreRow: {
            /** Format: int64 */
            score: number;
            /** Format: int64 */
            customers: number;
            /** Format: int64 */
            lowest: number;
            /** Format: int64 */
            highest: number;
        };
        Session: {
            /** @description stf_.. for a person, key_.. for an API key. */
            principal: string;
            display_name: string;
            /** @description Empty for an API key. */
            role: string;
            scopes: string[];
            /** @description To be sent as X-CSRF-Token with every unsafe request by cookie. Left out for an API key. */
            csrf_token?: string | null;
            /**
             * Format: date-time
             * @description When the session ends if it is not used any more. Left out for an API key.
             */
            expires_at?: string | null;
        };
        Shift: {
            source: string;
            /** @description What the rota of that source calls it. */
            number: string;
            staff_id: string;
            display_name: string;
            location_id: string;
            /** @description The location's code. */
            location: string;
            /** Format: date-time */
            starts_at: string;
            /** Format: date-time */
            ends_at: string;
            /** @description false = called off. */
            active: boolean;
        };
        ShiftPage: {
            items: components["schemas"]["Shift"][];
            /** @description Ask for the next page with it; absent on the last. */
            next_cursor?: string | null;
        };
        SignInRequest: {
            email: string;
            password: string;
        };
        SoldRow: {
            channel: string;
            /** Format: int64 */
            lines: number;
            /** Format: int64 */
            units: number;
            /** Format: int64 */
            amount_minor: number;
            /** Format: int64 */
            orders: number;
            /** Format: int64 */
            returned_lines: number;
            /** Format: int64 */
            returned_units: number;
            /** Format: int64 */
            returned_minor: number;
            /** Format: int64 */
            orders_with_return: number;
            /** Format: int64 */
            cancelled_lines: number;
            /** Format: int64 */
            cancelled_minor: number;
            /** Format: int64 */
            line_rate_bps: number;
            /** Format: int64 */
            unit_rate_bps: number;
            /** Format: int64 */
            value_rate_bps: number;
            /** Format: int64 */
            order_rate_bps: number;
        };
        Staff: {
            staff_id: string;
            email: string;
            display_name: string;
            role: components["schemas"]["Role"];
            /** @description The role holds at the whole company; else at location_ids only. */
            everywhere: boolean;
            location_ids: string[];
            /** @description By name and first day, those that have ended too. */
            qualifications: components["schemas"]["Qualification"][];
            active: boolean;
            /** Format: int64 */
            version: number;
        };
        StaffPage: {
            items: components["schemas"]["Staff"][];
            /** @description Ask for the next page with it; absent on the last. */
            next_cursor?: string | null;
        };
        /** @enum {string} */
        State: "queued" | "running" | "done" | "failed" | "cancelled";
        StatedAttribute: {
            /** @description Of the vocabulary, or a free one: lower case letters, digits, underscores. */
            name: string;
            /** @description Left out or null takes back what this source said of it in this way. */
            value?: string | null;
        };
        Summary: {
            /** Format: date-time */
            generated_at: string;
            definition: string;
            currency?: string | null;
            currencies: string[];
            /** Format: date */
            first_sale_on?: string | null;
            /** Format: date */
            last_sale_on?: string | null;
            /** Format: int64 */
            customers: number;
            /** Format: int64 */
            customers_two_or_more_channels: number;
            /** Format: int64 */
            customers_two_or_more_orders: number;
            /** Format: int64 */
            orders: number;
            /** Format: int64 */
            amount_minor: number;
            /** Format: int64 */
            returned_minor: number;
            /** Format: int64 */
            average_order_minor: number;
            /** Format: int64 */
            anonymous_orders: number;
            /** Format: int64 */
            anonymous_amount_minor: number;
            retention: components["schemas"]["Retention"];
            words: string[];
        };
        TakenBackRow: {
            channel: string;
            /** Format: int64 */
            lines: number;
            /** Format: int64 */
            units: number;
            /** Format: int64 */
            amount_minor: number;
            /** Format: int64 */
            sold_elsewhere_lines: number;
            /** Format: int64 */
            sold_elsewhere_bps: number;
            /** Format: int64 */
            unknown_order_lines: number;
        };
        Target: {
            target_id: string;
            measure: components["schemas"]["Measure"];
            /** Format: int64 */
            value_bps?: number | null;
            /** Format: int64 */
            value_minor?: number | null;
            currency?: string | null;
            /** Format: date */
            by_on: string;
            note: string;
            /** Format: int64 */
            version: number;
        };
        TargetRow: {
            target_id: string;
            measure: components["schemas"]["Measure"];
            /** Format: int64 */
            value_bps?: number | null;
            /** Format: int64 */
            value_minor?: number | null;
            currency?: string | null;
            /** Format: date */
            by_on: string;
            note: string;
            /** Format: int64 */
            version: number;
            ours?: components["schemas"]["Figure"] | null;
            /** @description Why there is no figure of our own. */
            not_measured?: string | null;
            /** @description By a complete figure; an incomplete one reaches nothing. */
            reached: boolean;
        };
        TargetRowPage: {
            items: components["schemas"]["TargetRow"][];
            /** @description Ask for the next page with it; absent on the last. */
            next_cursor?: string | null;
        };
        /** @enum {string} */
        TaxPolicy: "included" | "added";
        Tender: {
            kind: string;
            /** Format: int64 */
            amount_minor: number;
            reference: string;
        };
        TimelineAttribute: {
            name: string;
            /** @description Empty where the source took back what it had said. */
            value: string;
        };
        TimelineChange: {
            provenance: components["schemas"]["Provenance"];
            attributes: components["schemas"]["TimelineAttribute"][];
        };
        TimelineDocument: {
            /** @description Of a return the order it came from, where its source says; it may not be known yet. */
            order_id?: string | null;
            number: string;
            currency: string;
            /**
             * Format: int64
             * @description The sum of its lines; of a return positive too.
             */
            amount_minor: number;
            /** Format: int32 */
            line_count: number;
            /** @description Where its lines were ordered, or came back. */
            channels: string[];
        };
        TimelineEntry: {
            /** @description order; returned (brought back, or called off); attributes (a source said something new of the person); joined (two records were found to be one person). More kinds will come. */
            kind: components["schemas"]["EntryKind"];
            /** @description The same in every answer; of an order or return its own id. */
            entry_id: string;
            /**
             * Format: date-time
             * @description When it happened.
             */
            event_at: string;
            /**
             * Format: date-time
             * @description When Weft heard of it.
             */
            received_at: string;
            /** @description The view of the person that it hangs on; it stays there whatever customers join. */
            record_id: string;
            /** @description Which system told of it; left out for joins, which Weft sees by itself. */
            source?: string | null;
            /** @description Of order and returned. */
            document?: components["schemas"]["TimelineDocument"] | null;
            /** @description Of attributes. */
            change?: components["schemas"]["TimelineChange"] | null;
            /** @description Of joined. */
            join?: components["schemas"]["TimelineJoin"] | null;
        };
        TimelineEntryPage: {
            items: components["schemas"]["TimelineEntry"][];
            /** @description Ask for the next page with it; absent on the last. */
            next_cursor?: string | null;
        };
        TimelineJoin: {
            /** @description The record that showed the identifier first. */
            record_a: string;
            record_b: string;
            kind: components["schemas"]["IdentifierKind"];
            value: string;
        };
        ValueRow: {
            /** Format: int64 */
            score: number;
            /** Format: int64 */
            customers: number;
            /** Format: int64 */
            lowest_minor: number;
            /** Format: int64 */
            highest_minor: number;
        };
        YearRetention: {
            /** Format: int64 */
            year: number;
            mix: string[];
            /** Format: int64 */
            customers: number;
            /** Format: int64 */
            retained: number;
            /** Format: int64 */
            rate_bps: number;
            complete: boolean;
        };
    };
    responses: {
        /** @description - `http.internal`: Something broke on our side. */
        Internal: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description - `http.permission_denied`: You may not do this. */
        PermissionDenied: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description - `http.unauthenticated`: Please sign in. */
        Unauthenticated: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description - `http.overloaded`: Too many requests are waiting; try again shortly.
         *     - `http.draining`: This server is shutting down.
         *     - `http.deadline_exceeded`: The request took too long and was given up.
         *     - `http.database_unavailable`: The database cannot be reached just now.
         */
        Unavailable: {
            headers: {
                /** @description Seconds to wait. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /** @description 1 to 128 visible ASCII characters, new for each new intent; kept for 48 hours. The same key with the same body gives the same answer. */
        IdempotencyKey: string;
        /** @description The ETag of what you read and now change. */
        IfMatch: string;
        /** @description The id of the last event seen; what came after it is sent first. */
        LastEventId: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    get_healthz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthAnswer"];
                };
            };
            /** @description - `http.malformed_request`: That is not a valid HTTP request. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description - `http.malformed_request`: That is not a valid HTTP request. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_openapi_json: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description - `http.malformed_request`: That is not a valid HTTP request. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_readyz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description - `http.malformed_request`: That is not a valid HTTP request. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_api_keys: {
        parameters: {
            query?: {
                /** @description Where the page starts: `next_cursor` of the page before. */
                cursor?: string;
                /** @description How many items a page may hold. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyViewPage"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /**
             * @description - `json.invalid`: Some fields are missing or wrong.
             *     - `page.bad_cursor`: That cursor was not made by this list.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    post_api_keys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeyMakeRequest"];
            };
        };
        responses: {
            /** @description The answer. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyMade"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description - `http.permission_denied`: You may not do this.
             *     - `auth.scope_not_held`: A key cannot be given a scope that its maker does not hold.
             *     - `auth.voice_not_held`: A key cannot make one that speaks for more than itself.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `org.channel_not_found`: There is no such channel. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.request_timeout`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `auth.key_name_taken`: There is a key of that name already. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.body_too_large`: The request's body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `json.invalid`: Some fields are missing or wrong.
             *     - `auth.voice_missing`: A key that records sales names the source or the channel it speaks for.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    delete_api_keys_by_key_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /** @description - `auth.key_not_found`: There is no such API key. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `json.invalid`: Some fields are missing or wrong. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_channels: {
        parameters: {
            query?: {
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Items a page; 100 when left out. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelPage"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /**
             * @description - `json.invalid`: Some fields are missing or wrong.
             *     - `page.bad_cursor`: That cursor was not made by this list.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    post_channels: {
        parameters: {
            query?: never;
            header: {
                /** @description 1 to 128 visible ASCII characters, new for each new intent; kept for 48 hours. The same key with the same body gives the same answer. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewChannel"];
            };
        };
        responses: {
            /** @description The answer. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             *     - `http.idempotency_key_missing`: This request needs an Idempotency-Key header.
             *     - `http.idempotency_key_malformed`: An Idempotency-Key is 1 to 128 visible ASCII characters.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /** @description - `http.request_timeout`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `http.idempotency_in_flight`: A request with this Idempotency-Key is still being answered.
             *     - `org.code_taken`: That code is taken.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.body_too_large`: The request's body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `json.invalid`: Some fields are missing or wrong.
             *     - `http.idempotency_key_reused`: This Idempotency-Key was used for another request.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    patch_channels_by_channel: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what you read and now change. */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path: {
                channel: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string | null;
                    /** @description false = no longer offered; facts that name it stay accepted. */
                    active?: boolean | null;
                };
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /** @description - `org.channel_not_found`: There is no such channel. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.request_timeout`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.version_mismatch`: It was changed since you read it. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.body_too_large`: The request's body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `json.invalid`: Some fields are missing or wrong. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.if_match_missing`: Say which version you are changing, with If-Match. */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            /**
             * @description - `http.overloaded`: Too many requests are waiting; try again shortly.
             *     - `http.draining`: This server is shutting down.
             *     - `http.deadline_exceeded`: The request took too long and was given up.
             *     - `http.database_unavailable`: The database cannot be reached just now.
             *     - `http.outcome_unknown`: The database was lost as this was being written; read it again first.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_customers: {
        parameters: {
            query?: {
                /** @description Three letters or digits at least: the beginnings of names' words, of an e-mail, a loyalty number or an account; a telephone's beginning or end; the whole number of an order or return. */
                query?: string;
                /** @description With source_id instead of a query: the system that knows the person by it. */
                source?: string;
                /** @description The account there. */
                source_id?: string;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Customers a page; 20 when left out. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerSummaryPage"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /**
             * @description - `json.invalid`: Some fields are missing or wrong.
             *     - `clienteling.query_needed`: Customers are looked for by query, or by source and source_id.
             *     - `customer.query_too_short`: Three letters or digits at least find somebody.
             *     - `page.bad_cursor`: That cursor was not made by this list.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_customers_by_customer_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /** @description - `customer.customer_not_found`: There is no such customer. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `json.invalid`: Some fields are missing or wrong. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_customers_by_customer_id_orders: {
        parameters: {
            query?: {
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Orders a page; 50 when left out. */
                limit?: number;
            };
            header?: never;
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderSummaryPage"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /** @description - `customer.customer_not_found`: There is no such customer. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `json.invalid`: Some fields are missing or wrong.
             *     - `page.bad_cursor`: That cursor was not made by this list.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_customers_by_customer_id_profile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /** @description - `customer.customer_not_found`: There is no such customer. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `json.invalid`: Some fields are missing or wrong. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_customers_by_customer_id_timeline: {
        parameters: {
            query?: {
                /** @description Only entries of this kind. */
                kind?: components["schemas"]["EntryKind"];
                /** @description Only what happened in this channel: documents with a line of it. */
                channel?: string;
                /** @description Only what happened then or later. */
                from?: string;
                /** @description Only what happened earlier. */
                to?: string;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Entries a page; 50 when left out. */
                limit?: number;
            };
            header?: never;
            path: {
                customer_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimelineEntryPage"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /** @description - `customer.customer_not_found`: There is no such customer. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `json.invalid`: Some fields are missing or wrong.
             *     - `clienteling.empty_window`: The window ends before it begins.
             *     - `page.bad_cursor`: That cursor was not made by this list.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_events: {
        parameters: {
            query?: never;
            header?: {
                /** @description The id of the last event seen; what came after it is sent first. */
                "Last-Event-ID"?: components["parameters"]["LastEventId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events, until either side closes; a comment line every 15 seconds keeps it open. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description - `http.malformed_request`: That is not a valid HTTP request. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /** @description - `outbox.cursor_expired`: The events after that cursor are no longer kept. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `page.bad_cursor`: That cursor was not made by this list. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_history: {
        parameters: {
            query?: {
                /** @description Changes of this kind of thing only: staff, location, api_key. */
                subject_kind?: string;
                /** @description Changes of this one thing; needs subject_kind. */
                subject_id?: string;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Changes a page; 50 when left out. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryChangePage"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /**
             * @description - `json.invalid`: Some fields are missing or wrong.
             *     - `page.bad_cursor`: That cursor was not made by this list.
             *     - `history.subject_kind_missing`: A subject's id needs its kind beside it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_imports: {
        parameters: {
            query?: {
                /** @description Where the page starts: `next_cursor` of the page before. */
                cursor?: string;
                /** @description How many items a page may hold. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportPage"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /**
             * @description - `json.invalid`: Some fields are missing or wrong.
             *     - `page.bad_cursor`: That cursor was not made by this list.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    post_imports: {
        parameters: {
            query?: never;
            header: {
                /** @description 1 to 128 visible ASCII characters, new for each new intent; kept for 48 hours. The same key with the same body gives the same answer. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewImport"];
            };
        };
        responses: {
            /** @description The answer. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             *     - `http.idempotency_key_missing`: This request needs an Idempotency-Key header.
             *     - `http.idempotency_key_malformed`: An Idempotency-Key is 1 to 128 visible ASCII characters.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description - `http.permission_denied`: You may not do this.
             *     - `connectors.foreign_voice`: This key speaks for another channel or source than rows of the mapping are tagged with.
             *     - `orders.no_voice`: This key speaks for no source and no channel, so it records nothing.
             *     - `connectors.target_not_held`: You may not change what rows of this mapping change.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `connectors.unknown_mapping`: There is no mapping of that name. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.request_timeout`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.idempotency_in_flight`: A request with this Idempotency-Key is still being answered. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.body_too_large`: The request's body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `json.invalid`: Some fields are missing or wrong.
             *     - `http.idempotency_key_reused`: This Idempotency-Key was used for another request.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_imports_by_import_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                import_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /** @description - `connectors.no_such_import`: There is no import of that id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `json.invalid`: Some fields are missing or wrong. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    post_imports_by_import_id_cancel: {
        parameters: {
            query?: never;
            header: {
                /** @description 1 to 128 visible ASCII characters, new for each new intent; kept for 48 hours. The same key with the same body gives the same answer. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                import_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             *     - `http.idempotency_key_missing`: This request needs an Idempotency-Key header.
             *     - `http.idempotency_key_malformed`: An Idempotency-Key is 1 to 128 visible ASCII characters.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description - `http.permission_denied`: You may not do this.
             *     - `connectors.foreign_voice`: This key speaks for another channel or source than rows of the mapping are tagged with.
             *     - `orders.no_voice`: This key speaks for no source and no channel, so it records nothing.
             *     - `connectors.target_not_held`: You may not change what rows of this mapping change.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `connectors.no_such_import`: There is no import of that id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `http.idempotency_in_flight`: A request with this Idempotency-Key is still being answered.
             *     - `connectors.finished`: The import has ended and cannot be changed.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `json.invalid`: Some fields are missing or wrong.
             *     - `http.idempotency_key_reused`: This Idempotency-Key was used for another request.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    post_imports_by_import_id_check: {
        parameters: {
            query?: never;
            header: {
                /** @description 1 to 128 visible ASCII characters, new for each new intent; kept for 48 hours. The same key with the same body gives the same answer. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                import_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             *     - `http.idempotency_key_missing`: This request needs an Idempotency-Key header.
             *     - `http.idempotency_key_malformed`: An Idempotency-Key is 1 to 128 visible ASCII characters.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description - `http.permission_denied`: You may not do this.
             *     - `connectors.foreign_voice`: This key speaks for another channel or source than rows of the mapping are tagged with.
             *     - `orders.no_voice`: This key speaks for no source and no channel, so it records nothing.
             *     - `connectors.target_not_held`: You may not change what rows of this mapping change.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `connectors.no_such_import`: There is no import of that id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.idempotency_in_flight`: A request with this Idempotency-Key is still being answered. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `json.invalid`: Some fields are missing or wrong.
             *     - `http.idempotency_key_reused`: This Idempotency-Key was used for another request.
             *     - `connectors.no_files`: An import needs at least one file.
             *     - `connectors.not_waiting_for_files`: The import was started already; its set of files is closed.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    put_imports_by_import_id_files_by_name: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                import_id: string;
                name: string;
            };
            cookie?: never;
        };
        /** @description The file as it is; any content type is taken. */
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description - `http.permission_denied`: You may not do this.
             *     - `connectors.foreign_voice`: This key speaks for another channel or source than rows of the mapping are tagged with.
             *     - `orders.no_voice`: This key speaks for no source and no channel, so it records nothing.
             *     - `connectors.target_not_held`: You may not change what rows of this mapping change.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `connectors.no_such_import`: There is no import of that id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.request_timeout`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.body_too_large`: The request's body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `json.invalid`: Some fields are missing or wrong.
             *     - `connectors.not_waiting_for_files`: The import was started already; its set of files is closed.
             *     - `connectors.bad_file_name`: A file is named by 1 to 200 characters without a slash or a leading dot.
             *     - `connectors.too_many_files`: An import takes at most 1,000 files.
             *     - `connectors.file_missing`: The file is not there or cannot be read.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_imports_by_import_id_files_by_name_rejects_csv: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                import_id: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /**
             * @description - `connectors.no_such_import`: There is no import of that id.
             *     - `connectors.no_such_file`: The import has no file of that name.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `json.invalid`: Some fields are missing or wrong. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_imports_by_import_id_rejects: {
        parameters: {
            query?: {
                /** @description Where the page starts: `next_cursor` of the page before. */
                cursor?: string;
                /** @description How many items a page may hold. */
                limit?: number;
            };
            header?: never;
            path: {
                import_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RejectPage"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /** @description - `connectors.no_such_import`: There is no import of that id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `json.invalid`: Some fields are missing or wrong.
             *     - `page.bad_cursor`: That cursor was not made by this list.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_imports_by_import_id_rejects_csv: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                import_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /** @description - `connectors.no_such_import`: There is no import of that id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `json.invalid`: Some fields are missing or wrong. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    post_imports_by_import_id_start: {
        parameters: {
            query?: never;
            header: {
                /** @description 1 to 128 visible ASCII characters, new for each new intent; kept for 48 hours. The same key with the same body gives the same answer. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                import_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             *     - `http.idempotency_key_missing`: This request needs an Idempotency-Key header.
             *     - `http.idempotency_key_malformed`: An Idempotency-Key is 1 to 128 visible ASCII characters.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description - `http.permission_denied`: You may not do this.
             *     - `connectors.foreign_voice`: This key speaks for another channel or source than rows of the mapping are tagged with.
             *     - `orders.no_voice`: This key speaks for no source and no channel, so it records nothing.
             *     - `connectors.target_not_held`: You may not change what rows of this mapping change.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `connectors.no_such_import`: There is no import of that id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `http.idempotency_in_flight`: A request with this Idempotency-Key is still being answered.
             *     - `connectors.still_checking`: The import is being checked; it can be started once that has ended.
             *     - `connectors.finished`: The import has ended and cannot be changed.
             *     - `connectors.cancelled`: The import was cancelled.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `json.invalid`: Some fields are missing or wrong.
             *     - `http.idempotency_key_reused`: This Idempotency-Key was used for another request.
             *     - `connectors.no_files`: An import needs at least one file.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_insights_benchmarks: {
        parameters: {
            query?: {
                /** @description whose sales our figures are of; default: with the most orders */
                currency?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BenchmarksAnswer"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /** @description - `json.invalid`: Some fields are missing or wrong. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            /**
             * @description - `http.overloaded`: Too many requests are waiting; try again shortly.
             *     - `http.draining`: This server is shutting down.
             *     - `http.deadline_exceeded`: The request took too long and was given up.
             *     - `http.database_unavailable`: The database cannot be reached just now.
             *     - `insights.not_ready`: The facts are still being read in; ask again in a moment.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_insights_benchmarks_by_benchmark: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what you read and now change. */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path: {
                benchmark: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    statement: string;
                    /** Format: int64 */
                    low_bps: number;
                    /** Format: int64 */
                    high_bps: number;
                    source: string;
                    /** Format: int64 */
                    year: number;
                };
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Benchmark"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /** @description - `insights.benchmark_not_found`: There is no such benchmark. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.request_timeout`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.version_mismatch`: It was changed since you read it. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.body_too_large`: The request's body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `json.invalid`: Some fields are missing or wrong.
             *     - `insights.bad_benchmark`: The high end of a benchmark must not lie below its low end.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.if_match_missing`: Say which version you are changing, with If-Match. */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            /**
             * @description - `http.overloaded`: Too many requests are waiting; try again shortly.
             *     - `http.draining`: This server is shutting down.
             *     - `http.deadline_exceeded`: The request took too long and was given up.
             *     - `http.database_unavailable`: The database cannot be reached just now.
             *     - `http.outcome_unknown`: The database was lost as this was being written; read it again first.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_insights_channel_mix: {
        parameters: {
            query?: {
                /** @description first business day counted; default: the first with a sale */
                from?: string;
                /** @description first day not counted; default: the day after the last sale */
                to?: string;
                /** @description needed where sales are recorded in several */
                currency?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelMix"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /**
             * @description - `json.invalid`: Some fields are missing or wrong.
             *     - `insights.bad_window`: The window must end after it begins.
             *     - `insights.currency_needed`: The sales are in several currencies; say which one.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            /**
             * @description - `http.overloaded`: Too many requests are waiting; try again shortly.
             *     - `http.draining`: This server is shutting down.
             *     - `http.deadline_exceeded`: The request took too long and was given up.
             *     - `http.database_unavailable`: The database cannot be reached just now.
             *     - `insights.not_ready`: The facts are still being read in; ask again in a moment.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_insights_clv: {
        parameters: {
            query?: {
                /** @description first business day counted; default: the first with a sale */
                from?: string;
                /** @description first day not counted; default: the day after the last sale */
                to?: string;
                /** @description needed where sales are recorded in several */
                currency?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LifetimeAnswer"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /**
             * @description - `json.invalid`: Some fields are missing or wrong.
             *     - `insights.bad_window`: The window must end after it begins.
             *     - `insights.currency_needed`: The sales are in several currencies; say which one.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            /**
             * @description - `http.overloaded`: Too many requests are waiting; try again shortly.
             *     - `http.draining`: This server is shutting down.
             *     - `http.deadline_exceeded`: The request took too long and was given up.
             *     - `http.database_unavailable`: The database cannot be reached just now.
             *     - `insights.not_ready`: The facts are still being read in; ask again in a moment.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_insights_cross_channel: {
        parameters: {
            query?: {
                /** @description first business day counted; default: the first with a sale */
                from?: string;
                /** @description first day not counted; default: the day after the last sale */
                to?: string;
                /** @description needed where sales are recorded in several */
                currency?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CrossChannelAnswer"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /**
             * @description - `json.invalid`: Some fields are missing or wrong.
             *     - `insights.bad_window`: The window must end after it begins.
             *     - `insights.currency_needed`: The sales are in several currencies; say which one.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            /**
             * @description - `http.overloaded`: Too many requests are waiting; try again shortly.
             *     - `http.draining`: This server is shutting down.
             *     - `http.deadline_exceeded`: The request took too long and was given up.
             *     - `http.database_unavailable`: The database cannot be reached just now.
             *     - `insights.not_ready`: The facts are still being read in; ask again in a moment.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_insights_retention: {
        parameters: {
            query?: {
                /** @description first business day counted; default: the first with a sale */
                from?: string;
                /** @description first day not counted; default: the day after the last sale */
                to?: string;
                /** @description needed where sales are recorded in several */
                currency?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetentionAnswer"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /**
             * @description - `json.invalid`: Some fields are missing or wrong.
             *     - `insights.bad_window`: The window must end after it begins.
             *     - `insights.currency_needed`: The sales are in several currencies; say which one.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            /**
             * @description - `http.overloaded`: Too many requests are waiting; try again shortly.
             *     - `http.draining`: This server is shutting down.
             *     - `http.deadline_exceeded`: The request took too long and was given up.
             *     - `http.database_unavailable`: The database cannot be reached just now.
             *     - `insights.not_ready`: The facts are still being read in; ask again in a moment.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_insights_returns: {
        parameters: {
            query?: {
                /** @description first business day counted; default: the first with a sale */
                from?: string;
                /** @description first day not counted; default: the day after the last sale */
                to?: string;
                /** @description needed where sales are recorded in several */
                currency?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReturnsAnswer"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /**
             * @description - `json.invalid`: Some fields are missing or wrong.
             *     - `insights.bad_window`: The window must end after it begins.
             *     - `insights.currency_needed`: The sales are in several currencies; say which one.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            /**
             * @description - `http.overloaded`: Too many requests are waiting; try again shortly.
             *     - `http.draining`: This server is shutting down.
             *     - `http.deadline_exceeded`: The request took too long and was given up.
             *     - `http.database_unavailable`: The database cannot be reached just now.
             *     - `insights.not_ready`: The facts are still being read in; ask again in a moment.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_insights_rfm: {
        parameters: {
            query?: {
                /** @description first business day counted; default: the first with a sale */
                from?: string;
                /** @description first day not counted; default: the day after the last sale */
                to?: string;
                /** @description needed where sales are recorded in several */
                currency?: string;
                /** @description net (the default) takes off what came back in the window */
                basis?: components["schemas"]["Basis"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RfmAnswer"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /**
             * @description - `json.invalid`: Some fields are missing or wrong.
             *     - `insights.bad_window`: The window must end after it begins.
             *     - `insights.currency_needed`: The sales are in several currencies; say which one.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            /**
             * @description - `http.overloaded`: Too many requests are waiting; try again shortly.
             *     - `http.draining`: This server is shutting down.
             *     - `http.deadline_exceeded`: The request took too long and was given up.
             *     - `http.database_unavailable`: The database cannot be reached just now.
             *     - `insights.not_ready`: The facts are still being read in; ask again in a moment.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_insights_summary: {
        parameters: {
            query?: {
                /** @description default: the one with the most orders */
                currency?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Summary"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /** @description - `json.invalid`: Some fields are missing or wrong. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            /**
             * @description - `http.overloaded`: Too many requests are waiting; try again shortly.
             *     - `http.draining`: This server is shutting down.
             *     - `http.deadline_exceeded`: The request took too long and was given up.
             *     - `http.database_unavailable`: The database cannot be reached just now.
             *     - `insights.not_ready`: The facts are still being read in; ask again in a moment.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_insights_targets: {
        parameters: {
            query?: {
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Items a page; 100 when left out. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TargetRowPage"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /**
             * @description - `json.invalid`: Some fields are missing or wrong.
             *     - `page.bad_cursor`: That cursor was not made by this list.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            /**
             * @description - `http.overloaded`: Too many requests are waiting; try again shortly.
             *     - `http.draining`: This server is shutting down.
             *     - `http.deadline_exceeded`: The request took too long and was given up.
             *     - `http.database_unavailable`: The database cannot be reached just now.
             *     - `insights.not_ready`: The facts are still being read in; ask again in a moment.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_insights_targets: {
        parameters: {
            query?: never;
            header: {
                /** @description 1 to 128 visible ASCII characters, new for each new intent; kept for 48 hours. The same key with the same body gives the same answer. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTarget"];
            };
        };
        responses: {
            /** @description The answer. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Target"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             *     - `http.idempotency_key_missing`: This request needs an Idempotency-Key header.
             *     - `http.idempotency_key_malformed`: An Idempotency-Key is 1 to 128 visible ASCII characters.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /** @description - `http.request_timeout`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.idempotency_in_flight`: A request with this Idempotency-Key is still being answered. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.body_too_large`: The request's body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `json.invalid`: Some fields are missing or wrong.
             *     - `http.idempotency_key_reused`: This Idempotency-Key was used for another request.
             *     - `insights.channel_is_no_target`: A channel's figure is a drill-down, never a target.
             *     - `insights.bad_target`: The value does not fit the measure.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    put_insights_targets_by_target_id: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what you read and now change. */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path: {
                target_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description channel_revenue is always refused, and the reason given. */
                    measure: components["schemas"]["Measure"];
                    /** @description Always refused: a target is of all channels together. */
                    channel?: string | null;
                    /**
                     * Format: int64
                     * @description In 1/100 %; of every measure but lifetime_value.
                     */
                    value_bps?: number | null;
                    /**
                     * Format: int64
                     * @description Of lifetime_value, which needs a currency too.
                     */
                    value_minor?: number | null;
                    /** @description Of which sales; default: those in the currency with the most orders. */
                    currency?: string | null;
                    /**
                     * Format: date
                     * @description The day by which it shall be reached.
                     */
                    by_on: string;
                    note?: string | null;
                };
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Target"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /** @description - `insights.target_not_found`: There is no such target. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.request_timeout`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.version_mismatch`: It was changed since you read it. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.body_too_large`: The request's body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `json.invalid`: Some fields are missing or wrong.
             *     - `insights.channel_is_no_target`: A channel's figure is a drill-down, never a target.
             *     - `insights.bad_target`: The value does not fit the measure.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.if_match_missing`: Say which version you are changing, with If-Match. */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            /**
             * @description - `http.overloaded`: Too many requests are waiting; try again shortly.
             *     - `http.draining`: This server is shutting down.
             *     - `http.deadline_exceeded`: The request took too long and was given up.
             *     - `http.database_unavailable`: The database cannot be reached just now.
             *     - `http.outcome_unknown`: The database was lost as this was being written; read it again first.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_insights_targets_by_target_id: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what you read and now change. */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path: {
                target_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /** @description - `insights.target_not_found`: There is no such target. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.version_mismatch`: It was changed since you read it. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `json.invalid`: Some fields are missing or wrong. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.if_match_missing`: Say which version you are changing, with If-Match. */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            /**
             * @description - `http.overloaded`: Too many requests are waiting; try again shortly.
             *     - `http.draining`: This server is shutting down.
             *     - `http.deadline_exceeded`: The request took too long and was given up.
             *     - `http.database_unavailable`: The database cannot be reached just now.
             *     - `http.outcome_unknown`: The database was lost as this was being written; read it again first.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_jobs: {
        parameters: {
            query?: {
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Jobs a page; 50 when left out. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobViewPage"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /**
             * @description - `json.invalid`: Some fields are missing or wrong.
             *     - `page.bad_cursor`: That cursor was not made by this list.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_jobs_by_job_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /** @description - `jobs.not_found`: There is no such job. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `json.invalid`: Some fields are missing or wrong. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    post_jobs_by_job_id_cancel: {
        parameters: {
            query?: never;
            header: {
                /** @description 1 to 128 visible ASCII characters, new for each new intent; kept for 48 hours. The same key with the same body gives the same answer. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             *     - `http.idempotency_key_missing`: This request needs an Idempotency-Key header.
             *     - `http.idempotency_key_malformed`: An Idempotency-Key is 1 to 128 visible ASCII characters.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /** @description - `jobs.not_found`: There is no such job. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `http.idempotency_in_flight`: A request with this Idempotency-Key is still being answered.
             *     - `jobs.already_ended`: The job has already ended.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `json.invalid`: Some fields are missing or wrong.
             *     - `http.idempotency_key_reused`: This Idempotency-Key was used for another request.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    post_jobs_by_job_id_retry: {
        parameters: {
            query?: never;
            header: {
                /** @description 1 to 128 visible ASCII characters, new for each new intent; kept for 48 hours. The same key with the same body gives the same answer. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             *     - `http.idempotency_key_missing`: This request needs an Idempotency-Key header.
             *     - `http.idempotency_key_malformed`: An Idempotency-Key is 1 to 128 visible ASCII characters.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /** @description - `jobs.not_found`: There is no such job. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.idempotency_in_flight`: A request with this Idempotency-Key is still being answered. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `json.invalid`: Some fields are missing or wrong.
             *     - `http.idempotency_key_reused`: This Idempotency-Key was used for another request.
             *     - `jobs.cannot_retry`: The job cannot be taken up again.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_legal_entities: {
        parameters: {
            query?: {
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Items a page; 100 when left out. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegalEntityPage"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /**
             * @description - `json.invalid`: Some fields are missing or wrong.
             *     - `page.bad_cursor`: That cursor was not made by this list.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    post_legal_entities: {
        parameters: {
            query?: never;
            header: {
                /** @description 1 to 128 visible ASCII characters, new for each new intent; kept for 48 hours. The same key with the same body gives the same answer. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewLegalEntity"];
            };
        };
        responses: {
            /** @description The answer. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegalEntity"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             *     - `http.idempotency_key_missing`: This request needs an Idempotency-Key header.
             *     - `http.idempotency_key_malformed`: An Idempotency-Key is 1 to 128 visible ASCII characters.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /** @description - `http.request_timeout`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `http.idempotency_in_flight`: A request with this Idempotency-Key is still being answered.
             *     - `org.name_taken`: That name is taken.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.body_too_large`: The request's body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `json.invalid`: Some fields are missing or wrong.
             *     - `http.idempotency_key_reused`: This Idempotency-Key was used for another request.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_locations: {
        parameters: {
            query?: {
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Items a page; 100 when left out. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LocationPage"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /**
             * @description - `json.invalid`: Some fields are missing or wrong.
             *     - `page.bad_cursor`: That cursor was not made by this list.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    post_locations: {
        parameters: {
            query?: never;
            header: {
                /** @description 1 to 128 visible ASCII characters, new for each new intent; kept for 48 hours. The same key with the same body gives the same answer. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewLocation"];
            };
        };
        responses: {
            /** @description The answer. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Location"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             *     - `http.idempotency_key_missing`: This request needs an Idempotency-Key header.
             *     - `http.idempotency_key_malformed`: An Idempotency-Key is 1 to 128 visible ASCII characters.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /** @description - `org.legal_entity_not_found`: There is no such legal entity. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.request_timeout`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `http.idempotency_in_flight`: A request with this Idempotency-Key is still being answered.
             *     - `org.code_taken`: That code is taken.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.body_too_large`: The request's body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `json.invalid`: Some fields are missing or wrong.
             *     - `http.idempotency_key_reused`: This Idempotency-Key was used for another request.
             *     - `org.bad_zone`: There is no such time zone.
             *     - `org.bad_point`: A point is a latitude of -90 to 90 and a longitude of -180 to 180 degrees.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_locations_by_location_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                location_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Location"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /** @description - `org.location_not_found`: There is no such location. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `json.invalid`: Some fields are missing or wrong. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    patch_locations_by_location_id: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what you read and now change. */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path: {
                location_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string | null;
                    kind?: components["schemas"]["KindOfLocation"] | null;
                    zone?: string | null;
                    /** @description a country as two capital letters */
                    country?: string | null;
                    legal_entity_id?: string | null;
                    /** @description Instead of the whole one before. */
                    address?: components["schemas"]["Address"] | null;
                    point?: components["schemas"]["Point"] | null;
                    active?: boolean | null;
                };
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Location"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description - `http.permission_denied`: You may not do this.
             *     - `org.other_location`: Your role does not hold at that location.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `org.location_not_found`: There is no such location.
             *     - `org.legal_entity_not_found`: There is no such legal entity.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.request_timeout`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.version_mismatch`: It was changed since you read it. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.body_too_large`: The request's body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `json.invalid`: Some fields are missing or wrong.
             *     - `org.bad_zone`: There is no such time zone.
             *     - `org.bad_point`: A point is a latitude of -90 to 90 and a longitude of -180 to 180 degrees.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.if_match_missing`: Say which version you are changing, with If-Match. */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            /**
             * @description - `http.overloaded`: Too many requests are waiting; try again shortly.
             *     - `http.draining`: This server is shutting down.
             *     - `http.deadline_exceeded`: The request took too long and was given up.
             *     - `http.database_unavailable`: The database cannot be reached just now.
             *     - `http.outcome_unknown`: The database was lost as this was being written; read it again first.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_locations_by_location_id_footfall: {
        parameters: {
            query?: {
                /** @description The first moment an hour may begin. */
                from?: string;
                /** @description Hours that begin before this moment. */
                to?: string;
                /** @description Where the page starts: `next_cursor` of the page before. */
                cursor?: string;
                /** @description How many items a page may hold. */
                limit?: number;
            };
            header?: never;
            path: {
                location_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FootfallPage"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description - `http.permission_denied`: You may not do this.
             *     - `org.other_location`: Your role does not hold at that location.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `org.location_not_found`: There is no such location. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `json.invalid`: Some fields are missing or wrong.
             *     - `page.bad_cursor`: That cursor was not made by this list.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_locations_by_location_id_hours: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                location_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LocationHours"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /** @description - `org.location_not_found`: There is no such location. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `json.invalid`: Some fields are missing or wrong. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    put_locations_by_location_id_hours: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what you read and now change. */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path: {
                location_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    week: components["schemas"]["OpenWeek"];
                    exceptions: components["schemas"]["OpeningException"][];
                };
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LocationHours"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description - `http.permission_denied`: You may not do this.
             *     - `org.other_location`: Your role does not hold at that location.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `org.location_not_found`: There is no such location. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.request_timeout`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.version_mismatch`: It was changed since you read it. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.body_too_large`: The request's body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `json.invalid`: Some fields are missing or wrong.
             *     - `org.bad_hours`: These opening hours cannot be kept.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.if_match_missing`: Say which version you are changing, with If-Match. */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            /**
             * @description - `http.overloaded`: Too many requests are waiting; try again shortly.
             *     - `http.draining`: This server is shutting down.
             *     - `http.deadline_exceeded`: The request took too long and was given up.
             *     - `http.database_unavailable`: The database cannot be reached just now.
             *     - `http.outcome_unknown`: The database was lost as this was being written; read it again first.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_locations_by_location_id_open: {
        parameters: {
            query?: {
                /** @description The moment that is asked for; now when left out. */
                at?: string;
            };
            header?: never;
            path: {
                location_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenState"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /** @description - `org.location_not_found`: There is no such location. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `json.invalid`: Some fields are missing or wrong. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_mappings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Mappings"];
                };
            };
            /** @description - `http.malformed_request`: That is not a valid HTTP request. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    post_mappings_draft: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewDraft"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftView"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /** @description - `http.request_timeout`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.body_too_large`: The request's body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `json.invalid`: Some fields are missing or wrong.
             *     - `connectors.not_utf8`: The file is UTF-16 or UTF-32; save it as UTF-8.
             *     - `connectors.missing_columns`: The file's header lacks columns that the mapping needs.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_mappings_by_name: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MappingView"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /** @description - `connectors.unknown_mapping`: There is no mapping of that name. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `json.invalid`: Some fields are missing or wrong.
             *     - `connectors.mapping_invalid`: The mapping file cannot be used.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    put_mappings_by_name: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    toml: string;
                };
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MappingSummary"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /** @description - `http.request_timeout`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `connectors.mapping_taken`: A mapping of that name comes with the program or lies in its folder. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.body_too_large`: The request's body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `json.invalid`: Some fields are missing or wrong.
             *     - `connectors.mapping_name`: A mapping is named by 1 to 60 small letters, digits, - and _.
             *     - `connectors.mapping_invalid`: The mapping file cannot be used.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_mappings_by_name_mapping_toml: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/toml": string;
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /** @description - `connectors.unknown_mapping`: There is no mapping of that name. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `json.invalid`: Some fields are missing or wrong.
             *     - `connectors.mapping_invalid`: The mapping file cannot be used.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_orders_by_order_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /** @description - `orders.order_not_found`: There is no such order. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `json.invalid`: Some fields are missing or wrong. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_records_by_record_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                record_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Record"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /** @description - `customer.record_not_found`: There is no such record. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `json.invalid`: Some fields are missing or wrong. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    patch_records_by_record_id_attributes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                record_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description declared: the person said so to whoever states it. Staff can state declared and recorded only. */
                    provenance: components["schemas"]["Provenance"];
                    /** @description Who says so: the source a key speaks for, or named by a key that speaks for any. Staff speak as "staff". */
                    source?: string | null;
                    /**
                     * Format: date-time
                     * @description When it was said; now when left out.
                     */
                    said_at?: string | null;
                    attributes: components["schemas"]["StatedAttribute"][];
                };
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description - `http.permission_denied`: You may not do this.
             *     - `profile.foreign_provenance`: A person can state what was declared to them or what the shop has recorded; only systems observe and infer.
             *     - `profile.foreign_source`: You speak as another source.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `customer.record_not_found`: There is no such record. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.request_timeout`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.body_too_large`: The request's body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `json.invalid`: Some fields are missing or wrong.
             *     - `profile.invalid_statement`: Some attributes cannot be stated so.
             *     - `profile.nobody`: Nothing identifies this record: there is nobody to state anything of.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    post_sales: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Sale"];
            };
        };
        responses: {
            /** @description The answer. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordedSale"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description - `http.permission_denied`: You may not do this.
             *     - `orders.foreign_channel`: This key speaks for another channel.
             *     - `orders.foreign_source`: This key speaks for another source.
             *     - `orders.no_voice`: This key speaks for no source and no channel, so it records nothing.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.request_timeout`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.body_too_large`: The request's body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `json.invalid`: Some fields are missing or wrong.
             *     - `orders.invalid_sale`: The sale says something that cannot be meant.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description - `http.malformed_request`: That is not a valid HTTP request. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `http.unauthenticated`: Please sign in.
             *     - `auth.credentials_refused`: The session or API key is unknown, expired or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            403: components["responses"]["PermissionDenied"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    put_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInRequest"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `auth.sign_in_refused`: E-mail and password do not fit together. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.request_timeout`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.body_too_large`: The request's body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `json.invalid`: Some fields are missing or wrong. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `auth.locked_out`: Too many failed attempts to sign in; wait a while. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    delete_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description - `http.malformed_request`: That is not a valid HTTP request. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description - `http.permission_denied`: You may not do this.
             *     - `auth.csrf_failed`: The X-CSRF-Token of the session is missing or wrong.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `auth.no_session`: This caller did not sign in with a session. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_shifts: {
        parameters: {
            query?: {
                /** @description Left out = wherever your role holds. */
                location_id?: string;
                staff_id?: string;
                /** @description Shifts that end after this moment. */
                from?: string;
                /** @description Shifts that start before this moment. */
                to?: string;
                /** @description Where the page starts: `next_cursor` of the page before. */
                cursor?: string;
                /** @description How many items a page may hold. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShiftPage"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description - `http.permission_denied`: You may not do this.
             *     - `org.other_location`: Your role does not hold at that location.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `org.location_not_found`: There is no such location. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `json.invalid`: Some fields are missing or wrong.
             *     - `page.bad_cursor`: That cursor was not made by this list.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_staff: {
        parameters: {
            query?: {
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Items a page; 100 when left out. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffPage"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["PermissionDenied"];
            /**
             * @description - `json.invalid`: Some fields are missing or wrong.
             *     - `page.bad_cursor`: That cursor was not made by this list.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    post_staff: {
        parameters: {
            query?: never;
            header: {
                /** @description 1 to 128 visible ASCII characters, new for each new intent; kept for 48 hours. The same key with the same body gives the same answer. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewStaff"];
            };
        };
        responses: {
            /** @description The answer. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Staff"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             *     - `http.idempotency_key_missing`: This request needs an Idempotency-Key header.
             *     - `http.idempotency_key_malformed`: An Idempotency-Key is 1 to 128 visible ASCII characters.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description - `http.permission_denied`: You may not do this.
             *     - `org.role_beyond_own`: Nobody hands out or changes a role that may do more than they may.
             *     - `org.other_location`: Your role does not hold at that location.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `org.location_not_found`: There is no such location. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.request_timeout`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `http.idempotency_in_flight`: A request with this Idempotency-Key is still being answered.
             *     - `auth.email_taken`: Somebody else signs in with that e-mail address.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.body_too_large`: The request's body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `json.invalid`: Some fields are missing or wrong.
             *     - `http.idempotency_key_reused`: This Idempotency-Key was used for another request.
             *     - `org.not_everywhere`: Who runs the company or its system does so at the whole company.
             *     - `auth.password_too_short`: The password is too short.
             *     - `auth.password_too_long`: The password is too long.
             *     - `auth.password_too_weak`: The password is too easy to guess.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    patch_staff_by_staff_id: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what you read and now change. */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path: {
                staff_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    display_name?: string | null;
                    role?: components["schemas"]["Role"] | null;
                    /** @description true = at the whole company again, false = at location_ids only. */
                    everywhere?: boolean | null;
                    /** @description Where the role holds, instead of those before; makes everywhere false. */
                    location_ids?: string[] | null;
                    /** @description Instead of all before. */
                    qualifications?: components["schemas"]["Qualification"][] | null;
                    /** @description false = may no longer sign in; sessions end at once. */
                    active?: boolean | null;
                    /** @description A new one, which ends the person's sessions. */
                    password?: string | null;
                };
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Staff"];
                };
            };
            /**
             * @description - `http.malformed_request`: That is not a valid HTTP request.
             *     - `json.malformed`: The body is not valid JSON.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /**
             * @description - `http.permission_denied`: You may not do this.
             *     - `org.role_beyond_own`: Nobody hands out or changes a role that may do more than they may.
             *     - `org.other_location`: Your role does not hold at that location.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `org.staff_not_found`: There is no such member of staff.
             *     - `org.location_not_found`: There is no such location.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.request_timeout`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.version_mismatch`: It was changed since you read it. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.body_too_large`: The request's body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `json.invalid`: Some fields are missing or wrong.
             *     - `org.last_director`: The last active director cannot be demoted or switched off.
             *     - `org.not_everywhere`: Who runs the company or its system does so at the whole company.
             *     - `org.bad_qualification`: A qualification ends after it begins, and stands once a first day.
             *     - `auth.password_too_short`: The password is too short.
             *     - `auth.password_too_long`: The password is too long.
             *     - `auth.password_too_weak`: The password is too easy to guess.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `http.if_match_missing`: Say which version you are changing, with If-Match. */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            500: components["responses"]["Internal"];
            /**
             * @description - `http.overloaded`: Too many requests are waiting; try again shortly.
             *     - `http.draining`: This server is shutting down.
             *     - `http.deadline_exceeded`: The request took too long and was given up.
             *     - `http.database_unavailable`: The database cannot be reached just now.
             *     - `http.outcome_unknown`: The database was lost as this was being written; read it again first.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
